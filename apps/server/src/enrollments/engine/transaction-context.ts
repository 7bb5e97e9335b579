import type { Protector, TransactionContext } from '@crypto-cmp/cmp';
import { referenceIdToBytes } from '@crypto-cmp/policy';
import { type Certificate, parseCertificate, parsePem } from '@crypto-cmp/x509';
import { createSigner } from '@crypto-cmp/x509/node';

import { readChain } from '../../certificates/stored-chain.ts';
import { expectationsOf, macParameters } from '../../policies/protocol-settings.ts';
import { enrollmentSecretPlace, privateKeyPlace } from '../../sealing/sealed-places.ts';
import { limitsOf } from './enrollment-limits.ts';
import type { EnrollmentPlan } from './plan.ts';
import type { EnrollmentRow } from './queue.ts';
import type { Worker } from './worker.ts';

/** What a step of the CMP transaction needs beside its state. Opened anew for each step, and stored nowhere. */
export async function transactionContext(
  worker: Worker,
  row: EnrollmentRow,
  plan: EnrollmentPlan,
): Promise<TransactionContext> {
  return {
    crypto: worker.crypto,
    now: new Date(worker.now()),
    protector: await protectorOf(worker, row, plan),
    trustAnchors: trustAnchorsOf(plan),
    expectations: {
      ...expectationsOf(plan.policy, plan.trustpoint.recipientName),
      polling: {
        minSeconds: leastPollSeconds(row),
        maxTotalSeconds: limitsOf(plan, worker.limits).waitingLimitSeconds,
      },
    },
  };
}

/**
 * Every message is kept for ever, and a CA may ask us to come back each second for a week: the longer it takes, the less
 * often we do.
 */
function leastPollSeconds({ messageCount }: EnrollmentRow): number {
  if (messageCount < 60) return 1;
  return messageCount < 300 ? 15 : 120;
}

/** Anchors that came under the secret (RFC 9810, section 5.3.2) stand in only where the policy names none. */
function trustAnchorsOf(plan: EnrollmentPlan): Certificate[] {
  const configured = plan.policy.trustAnchors.flatMap((pem) => parsePem(pem, 'CERTIFICATE'));
  const learned = plan.learnedTrustAnchors.map((text) => Buffer.from(text, 'base64'));
  return (configured.length > 0 ? configured : learned).map((der) => parseCertificate(der));
}

async function protectorOf(worker: Worker, row: EnrollmentRow, plan: EnrollmentPlan): Promise<Protector> {
  if (plan.signingCertificateId === null) {
    if (row.secretSealed === null) throw new Error(`enrollment ${row.id} has no secret`);
    return {
      kind: 'mac',
      secret: worker.sealer.open(enrollmentSecretPlace(row.id), row.secretSealed),
      referenceId: referenceIdToBytes(plan.trustpoint.referenceId),
      parameters: macParameters(plan.policy.advanced.protection),
    };
  }
  const { der, chain, keyId, privateKeySealed } = await worker.database
    .selectFrom('certificates')
    .innerJoin('keys', 'keys.id', 'certificates.keyId')
    .select(['certificates.der', 'certificates.chain', 'certificates.keyId', 'keys.privateKeySealed'])
    .where('certificates.id', '=', plan.signingCertificateId)
    .executeTakeFirstOrThrow();
  if (privateKeySealed === null) throw new Error(`the key of certificate ${plan.signingCertificateId} was destroyed`);
  return {
    kind: 'signature',
    signer: createSigner(worker.sealer.open(privateKeyPlace(keyId), privateKeySealed)),
    certificate: der,
    chain: readChain(chain).slice(0, -1),
  };
}
