import type { EnrollmentDraft } from '@crypto-cmp/api';
import type { Transaction } from 'kysely';

import { serverKey } from '../servers/server-key.ts';
import { refusal } from '../refusal.ts';
import type { Database } from '../storage/database.ts';
import { newId } from '../storage/new-id.ts';
import { lockTrustpoints } from '../storage/take-turn.ts';
import { enrollmentSearchText } from './search-text.ts';

/**
 * Puts an enrollment into the queue.
 *
 * @throws {Refusal} when it could only fail: another one is running, or there is no credential for it
 */
export async function startEnrollment(
  database: Transaction<Database>,
  trustpointId: string,
  { operation }: EnrollmentDraft,
  startedBy: 'administrator' | 'scheduler',
  now: number,
): Promise<string> {
  await lockTrustpoints(database, { id: trustpointId });
  const trustpoint = await database
    .selectFrom('trustpoints')
    .innerJoin('policies', 'policies.id', 'trustpoints.policyId')
    .select([
      'trustpoints.name',
      'trustpoints.policyId',
      'trustpoints.secretSetAt',
      'trustpoints.currentCertificateId',
      'trustpoints.validUntil',
      'trustpoints.revokedAt',
      'policies.name as policyName',
    ])
    .where('trustpoints.id', '=', trustpointId)
    .executeTakeFirst();
  if (trustpoint === undefined) throw refusal('trustpoint-not-found', 'It may have been deleted meanwhile.');

  const running = await database
    .selectFrom('enrollments')
    .select('id')
    .where('trustpointId', '=', trustpointId)
    .where('finishedAt', 'is', null)
    .executeTakeFirst();
  if (running !== undefined) {
    throw refusal('enrollment-running', 'Wait until it has ended, or cancel it.', { enrollmentId: running.id });
  }

  const { name, validUntil, revokedAt, secretSetAt } = trustpoint;
  const hasSecret = secretSetAt !== null;
  // What the scheduler cannot send goes into the queue too, to fail there for all to see: silence is what people fear.
  const isAsked = startedBy === 'administrator';
  const canSign = validUntil !== null && validUntil >= now && revokedAt === null;
  if (isAsked && operation === 'renew' && validUntil === null) {
    throw notPossible(`${name} holds no certificate to renew. Enroll it.`);
  }
  if (isAsked && operation === 'renew' && !canSign && !hasSecret) {
    throw notPossible(`The certificate of ${name} cannot sign any more, and no Secret is set to enroll again.`);
  }
  if (isAsked && operation === 'enroll' && !hasSecret) {
    throw notPossible(
      canSign
        ? `${name} has no Secret to enroll with. Its certificate is valid: renew it, or set a Secret.`
        : `${name} has no Secret to enroll with. Set the one that the CA's operators gave you.`,
    );
  }

  const primary = await database
    .selectFrom('policyServers')
    .select(['transport', 'host', 'port'])
    .where('policyId', '=', trustpoint.policyId)
    .where('role', '=', 'primary')
    .executeTakeFirst();
  const id = newId(now);
  const names = { trustpointName: name, policyName: trustpoint.policyName };
  await database
    .insertInto('enrollments')
    .values({
      id,
      trustpointId,
      ...names,
      policyId: trustpoint.policyId,
      searchText: enrollmentSearchText({ ...names, transactionId: null }),
      operation,
      startedBy,
      state: 'queued',
      createdAt: now,
      nextStepAt: now,
      // Set anew when it begins: the time in the queue does not count.
      deadlineAt: now,
      faults: 0,
      resumes: 0,
      messageCount: 0,
      serverIndex: 0,
      serverKey: primary === undefined ? null : serverKey(primary),
      hasPlace: 0,
      replacesCertificateId: trustpoint.currentCertificateId,
    })
    .execute();
  return id;
}

function notPossible(detail: string) {
  return refusal('enrollment-not-possible', detail);
}
