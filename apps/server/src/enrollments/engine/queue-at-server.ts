import type { Transaction } from 'kysely';

import { toInstant } from '../../instant.ts';
import { serverAuthority } from '../../policies/server-url.ts';
import { askForPlace, readOpenSince } from '../../servers/ask-for-place.ts';
import { readServerKey, serverKey } from '../../servers/server-key.ts';
import type { Database } from '../../storage/database.ts';
import { consoleFailure } from '../failure-code.ts';
import { planEnrollment } from './begin-enrollment.ts';
import { finishFailed } from './finish-failed.ts';
import { type EnrollmentPlan, storePlan } from './plan.ts';
import type { EnrollmentChanges, EnrollmentRow } from './queue.ts';
import { saveRow } from './save-step.ts';
import type { Worker } from './worker.ts';

/**
 * Asks for a place at a CA server before anything else is done. Without one the enrollment stays queued, held up, until it
 * is called in; a server that does not answer holds it up no longer than its total time.
 */
export async function queueAtServer(worker: Worker, row: EnrollmentRow): Promise<EnrollmentRow> {
  const start = await planEnrollment(worker, row);
  return await saveRow(worker, row, async (database) => {
    if ('failure' in start) return await finishFailed(worker, database, row, start.failure);
    const now = worker.now();
    await askForPlace(database, row, start.plan.servers, worker.rules, now);
    if (row.holdUp !== 'server-circuit-open' || now < row.deadlineAt) return {};
    return await giveUpWaiting(worker, database, row, start.plan);
  });
}

/** It has waited long enough for a server that does not answer, and its circuit has not let it through. */
async function giveUpWaiting(
  worker: Worker,
  database: Transaction<Database>,
  row: EnrollmentRow,
  plan: EnrollmentPlan,
): Promise<EnrollmentChanges> {
  const {
    hasPlace,
    holdUp,
    serverKey: key,
  } = await database
    .selectFrom('enrollments')
    .select(['hasPlace', 'holdUp', 'serverKey'])
    .where('id', '=', row.id)
    .executeTakeFirstOrThrow();
  if (hasPlace === 1 || holdUp !== 'server-circuit-open' || key === null) return {};
  const server = readServerKey(key);
  const since = (await readOpenSince(database, server)) ?? worker.now();
  const asked = {
    plan: storePlan(plan),
    requestType: plan.requestType,
    serverIndex: Math.max(
      0,
      plan.servers.findIndex((one) => serverKey(one) === key),
    ),
  };
  const failure = consoleFailure(
    'server-unavailable',
    `${serverAuthority(server)} has not answered since ${toInstant(since)}, so nothing was sent`,
    false,
  );
  return { ...(await finishFailed(worker, database, { ...row, ...asked }, failure)), ...asked };
}
