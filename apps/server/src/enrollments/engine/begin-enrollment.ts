import { startTransaction } from '@crypto-cmp/cmp';

import { readChain } from '../../certificates/stored-chain.ts';
import { readPolicySettings, readTrustpointSettings } from '../../policies/stored-settings.ts';
import { enrollmentSecretPlace, privateKeyPlace, trustpointSecretPlace } from '../../sealing/sealed-places.ts';
import { readOpenSince } from '../../servers/ask-for-place.ts';
import { serverKey } from '../../servers/server-key.ts';
import { newId } from '../../storage/new-id.ts';
import { consoleFailure, type EnrollmentFailure } from '../failure-code.ts';
import { limitsOf } from './enrollment-limits.ts';
import { finishFailed } from './finish-failed.ts';
import { type EnrollmentPlan, inOrderOfRoles, type SkippedServer, storePlan } from './plan.ts';
import type { EnrollmentRow } from './queue.ts';
import { saveRow, saveStep } from './save-step.ts';
import { toRequest } from './to-request.ts';
import { transactionContext } from './transaction-context.ts';
import type { Worker } from './worker.ts';

/**
 * Takes a queued enrollment up: decides how to ask, makes the key pair, builds the request. Key (sealed), plan, state
 * and bytes are stored together; before that nothing has left this process, so a crash here just begins again.
 */
export async function beginEnrollment(worker: Worker, row: EnrollmentRow): Promise<EnrollmentRow> {
  const start = await planEnrollment(worker, row);
  if ('failure' in start) {
    return await saveRow(worker, row, (database) => finishFailed(worker, database, row, start.failure));
  }
  const serverIndex = start.plan.servers.findIndex((server) => serverKey(server) === row.serverKey);
  // The policy was edited meanwhile: it has a place at a server that is not asked any more.
  if (serverIndex < 0) return await saveRow(worker, row, () => Promise.resolve({ hasPlace: 0 }));
  const plan = { ...start.plan, skipped: await skippedServers(worker, start.plan, serverIndex) };
  const { secret } = start;
  const now = worker.now();
  const planned: EnrollmentRow = {
    ...row,
    serverIndex,
    plan: storePlan(plan),
    requestType: plan.requestType,
    secretSealed: secret === null ? null : worker.sealer.seal(enrollmentSecretPlace(row.id), secret),
    replacesCertificateId: start.currentCertificateId,
    deadlineAt: now + limitsOf(plan, worker.limits).totalTimeoutSeconds * 1000,
  };

  const keyPair = await worker.crypto.generateKeyPair(plan.policy.keyType);
  const keyId = newId(now);
  const step = await startTransaction(
    await toRequest(plan, keyPair.signer),
    await transactionContext(worker, planned, plan),
  );
  const { secretSealed, requestType, replacesCertificateId, deadlineAt } = planned;
  return await saveStep(
    worker,
    planned,
    step,
    { plan: planned.plan, serverIndex, secretSealed, requestType, replacesCertificateId, deadlineAt, keyId },
    async (database) => {
      await database
        .insertInto('keys')
        .values({
          id: keyId,
          trustpointId: row.trustpointId,
          enrollmentId: row.id,
          keyType: plan.policy.keyType,
          publicKey: keyPair.publicKey,
          privateKeySealed: worker.sealer.seal(privateKeyPlace(keyId), keyPair.privateKey),
          createdAt: now,
          destroyedAt: null,
        })
        .execute();
    },
  );
}

/** The servers before the one that let it through. */
async function skippedServers(
  worker: Worker,
  { servers }: EnrollmentPlan,
  serverIndex: number,
): Promise<SkippedServer[]> {
  const now = worker.now();
  return await Promise.all(
    servers.slice(0, serverIndex).map(async (server, index) => {
      return { serverIndex: index, openSince: (await readOpenSince(worker.database, server)) ?? now };
    }),
  );
}

type Start =
  | { readonly plan: EnrollmentPlan; readonly secret: Uint8Array | null; readonly currentCertificateId: string | null }
  | { readonly failure: EnrollmentFailure };

/** How an enrollment would be done now, or why it cannot. */
export async function planEnrollment(worker: Worker, row: EnrollmentRow): Promise<Start> {
  const trustpoint = await worker.database
    .selectFrom('trustpoints')
    .innerJoin('policies', 'policies.id', 'trustpoints.policyId')
    .selectAll('trustpoints')
    .select('policies.settings as policySettings')
    .where('trustpoints.id', '=', row.trustpointId)
    .executeTakeFirst();
  if (trustpoint === undefined) return fail('trustpoint-removed', 'the trustpoint is not there any more');

  const policy = readPolicySettings(trustpoint.policySettings);
  const current = await worker.database
    .selectFrom('certificates')
    .leftJoin('keys', 'keys.id', 'certificates.keyId')
    .select(['certificates.id', 'certificates.chain', 'certificates.validUntil', 'keys.privateKeySealed'])
    .where('certificates.id', '=', trustpoint.currentCertificateId)
    .executeTakeFirst();
  const canSign =
    current !== undefined &&
    current.validUntil >= worker.now() &&
    trustpoint.revokedAt === null &&
    (current.privateKeySealed ?? null) !== null;
  const base = {
    skipped: [],
    policy,
    trustpoint: { ...readTrustpointSettings(trustpoint.settings), subjectName: trustpoint.subjectName },
    servers: inOrderOfRoles(policy.servers),
  };
  const currentCertificateId = current?.id ?? null;

  const { firstMessage, renewalMessage } = policy.advanced.messages;
  if (row.operation === 'renew' && canSign && renewalMessage !== 'as-first') {
    const anchor = readChain(current.chain).at(-1);
    const learnedTrustAnchors = anchor === undefined ? [] : [Buffer.from(anchor).toString('base64')];
    const plan = { ...base, requestType: renewalMessage, signingCertificateId: current.id, learnedTrustAnchors };
    return { plan, secret: null, currentCertificateId };
  }
  // A renewal after expiry, after revocation, or without its key is a first enrollment again, and so is each where the
  // policy says so.
  if (trustpoint.secretSealed === null) {
    return row.operation === 'renew' && !canSign
      ? fail('certificate-to-renew-missing', 'there is neither a valid certificate to renew nor a secret')
      : fail('secret-missing', 'the trustpoint has no secret');
  }
  const secret = worker.sealer.open(trustpointSecretPlace(trustpoint.id), trustpoint.secretSealed);
  const plan = { ...base, requestType: firstMessage, signingCertificateId: null, learnedTrustAnchors: [] };
  return { plan, secret, currentCertificateId };
}

function fail(code: Parameters<typeof consoleFailure>[0], message: string): Start {
  return { failure: consoleFailure(code, message, false) };
}
