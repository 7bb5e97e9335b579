import type { Transaction } from 'kysely';

import type { Database } from '../../storage/database.ts';
import { addHistory } from '../../trustpoints/history.ts';
import { explainFailure } from '../explanations/explain-failure.ts';
import { type EnrollmentFailure, retryCanCure, type StoredFailure } from '../failure-code.ts';
import { failureFacts } from '../failure-facts.ts';
import { readRenewalFacts } from '../../renewal/renewal-facts.ts';
import { nextRenewalAt } from '../../renewal/renewal-times.ts';
import { failureStreak } from '../failure-streak.ts';
import { toActorKind } from '../started-by.ts';
import { readPlan } from './plan.ts';
import type { EnrollmentChanges, EnrollmentRow } from './queue.ts';
import { sentMessage } from './sent-message.ts';
import type { Worker } from './worker.ts';

/**
 * Ends an enrollment without a certificate. The trustpoint keeps the one it has.
 *
 * The new key goes with it, unless the CA may have issued a certificate for it: then it is one of the keys kept.
 */
export async function finishFailed(
  worker: Pick<Worker, 'now'>,
  database: Transaction<Database>,
  row: EnrollmentRow,
  failure: EnrollmentFailure,
  farewell?: { readonly bodyType: string; readonly bytes: Uint8Array },
): Promise<EnrollmentChanges> {
  const now = worker.now();
  const isCanceled = failure.code === 'canceled';
  const { title, cause } = explainFailure(failure, await failureFacts(database, row));
  const stored: StoredFailure = { ...failure, title };
  if (row.keyId !== null && !failure.certificateMayExist) {
    await database
      .updateTable('keys')
      .set({ privateKeySealed: null, destroyedAt: now })
      .where('id', '=', row.keyId)
      .execute();
  }
  const canCure = retryCanCure(failure);
  const isRetried = await postponeRenewal(database, row, canCure, now);
  if (!isCanceled) {
    await database
      .updateTable('trustpoints')
      .set({
        lastFailure: JSON.stringify(stored),
        lastFailureAt: now,
        lastFailureEnrollmentId: row.id,
        failureNeedsAction: canCure && isRetried ? 0 : 1,
      })
      .where('id', '=', row.trustpointId)
      .execute();
  }
  await addHistory(database, {
    trustpointId: row.trustpointId,
    at: now,
    kind: isCanceled ? 'enrollment-canceled' : row.operation === 'renew' ? 'renewal-failed' : 'enrollment-failed',
    detail: isCanceled ? '' : cause,
    by: toActorKind(row.startedBy),
    enrollmentId: row.id,
  });
  const farewellNumber = row.messageCount + 1;
  if (farewell !== undefined) {
    const message = sentMessage(row, readPlan(row.plan ?? ''), farewellNumber, farewell.bodyType, farewell.bytes, now);
    await database.insertInto('messages').values(message).execute();
  }
  return {
    state: isCanceled ? 'canceled' : 'failed',
    failure: JSON.stringify(stored),
    finishedAt: now,
    nextStepAt: null,
    outgoingNumber: null,
    secretSealed: null,
    ...(farewell === undefined ? {} : { messageCount: farewellNumber }),
  };
}

/**
 * A renewal that is due, and did not come about, is tried again by itself; later with each failure in a row.
 *
 * @returns whether anything will be tried again: what holds no certificate, or a revoked one, is not
 */
async function postponeRenewal(
  database: Transaction<Database>,
  row: EnrollmentRow,
  canCure: boolean,
  now: number,
): Promise<boolean> {
  const trustpoint = await database
    .selectFrom('trustpoints')
    .innerJoin('policies', 'policies.id', 'trustpoints.policyId')
    .select([
      'trustpoints.id',
      'trustpoints.renewAt',
      'trustpoints.renewFrom',
      'trustpoints.overdueFrom',
      'policies.settings as policySettings',
    ])
    .where('trustpoints.id', '=', row.trustpointId)
    .executeTakeFirst();
  if (trustpoint === undefined || trustpoint.renewAt === null) return false;
  if (trustpoint.renewAt > now) return true;
  const streak = await failureStreak(database, row);
  const renewAt = nextRenewalAt(readRenewalFacts(trustpoint), (streak?.count ?? 0) + 1, canCure, now);
  await database
    .updateTable('trustpoints')
    .set({ renewAt })
    .where('id', '=', row.trustpointId)
    .where('renewAt', '<=', now)
    .execute();
  return true;
}
