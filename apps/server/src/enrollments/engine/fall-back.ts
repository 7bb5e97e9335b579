import { startTransaction } from '@crypto-cmp/cmp';
import { createSigner } from '@crypto-cmp/x509/node';

import { enrollmentSecretPlace, privateKeyPlace, trustpointSecretPlace } from '../../sealing/sealed-places.ts';
import { isSignerRefused } from '../signer-refused.ts';
import { aboutEnrollment } from './about-enrollment.ts';
import { limitsOf } from './enrollment-limits.ts';
import type { EnrollmentStep } from './lost-answer.ts';
import { type EnrollmentPlan, storePlan } from './plan.ts';
import type { EnrollmentChanges, EnrollmentRow } from './queue.ts';
import { toRequest } from './to-request.ts';
import { transactionContext } from './transaction-context.ts';
import type { Worker } from './worker.ts';

/** The first step of the second transaction, and what to store with it. */
export interface FallBack {
  readonly step: EnrollmentStep;
  readonly changes: EnrollmentChanges;
}

/**
 * A renewal that the CA has refused for its signer goes on as a first enrollment, if a Secret is set: a new transaction
 * within the same enrollment, with the same key pair. Once only: what follows is
 * protected with the Secret, and its refusal is the end.
 *
 * Its state, its first message and the end of the first transaction are stored in one go. A process that dies before that
 * asks as before again, and one that dies after it goes on with the Secret.
 *
 * @param messageNumber of the CA's refusal
 * @returns undefined where the step stands as it is
 */
export async function fallBack(
  worker: Worker,
  row: EnrollmentRow,
  plan: EnrollmentPlan,
  { effect, state }: EnrollmentStep,
  messageNumber: number,
): Promise<FallBack | undefined> {
  if (plan.signingCertificateId === null || effect.type !== 'failed' || !isSignerRefused(effect.failure))
    return undefined;
  if (row.cancelRequestedAt !== null) return undefined;
  // Once the CA has taken the request up, a refusal that nobody proved is no reason to ask for a second certificate.
  const wasTakenUp = row.waitingSince !== null || row.confirmingSince !== null;
  if (wasTakenUp && effect.failure.certificateMayExist) return undefined;
  const stored = await worker.database
    .selectFrom('trustpoints')
    .innerJoin('keys', 'keys.trustpointId', 'trustpoints.id')
    .select(['trustpoints.id', 'trustpoints.secretSealed', 'keys.id as keyId', 'keys.privateKeySealed'])
    .where('trustpoints.id', '=', row.trustpointId)
    .where('keys.id', '=', row.keyId)
    .executeTakeFirst();
  if (stored === undefined || stored.secretSealed === null || stored.privateKeySealed === null) return undefined;

  const now = worker.now();
  const secret = worker.sealer.open(trustpointSecretPlace(stored.id), stored.secretSealed);
  const second: EnrollmentPlan = {
    ...plan,
    requestType: plan.policy.advanced.messages.firstMessage,
    signingCertificateId: null,
    learnedTrustAnchors: [],
    fallback: { at: now, afterMessage: messageNumber, transactionId: state.transactionID, failure: effect.failure },
  };
  const changes = {
    plan: storePlan(second),
    requestType: second.requestType,
    secretSealed: worker.sealer.seal(enrollmentSecretPlace(row.id), secret),
    deadlineAt: now + limitsOf(plan, worker.limits).totalTimeoutSeconds * 1000,
    // What the first transaction waited for is over.
    waitingSince: null,
  } satisfies EnrollmentChanges;
  const signer = createSigner(worker.sealer.open(privateKeyPlace(stored.keyId), stored.privateKeySealed));
  const context = await transactionContext(worker, { ...row, ...changes }, second);
  const step = await startTransaction(await toRequest(second, signer), context);
  worker.log.info(
    { ...aboutEnrollment(row), failInfo: effect.failure.claim?.failInfo },
    'asking with the secret instead',
  );
  return { step, changes };
}
