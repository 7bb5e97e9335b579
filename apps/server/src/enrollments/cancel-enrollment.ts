import type { Kysely } from 'kysely';

import { refusal } from '../refusal.ts';
import type { Database } from '../storage/database.ts';
import { findEnrollment } from './read-enrollment.ts';

/**
 * Notes that an enrollment is not wanted any more. Its worker ends it, in whatever state it is, and tells the CA; a
 * queued one just ends. Asked twice it is still one wish.
 *
 * @throws {Refusal} when it has ended already
 */
export async function requestCancel(database: Kysely<Database>, id: string, now: number): Promise<void> {
  const { numUpdatedRows } = await database
    .updateTable('enrollments')
    .set((set) => ({ cancelRequestedAt: set.fn.coalesce('cancelRequestedAt', set.val(now)), nextStepAt: now }))
    .where('id', '=', id)
    .where('finishedAt', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  const { state } = await findEnrollment(database, id);
  throw refusal('enrollment-ended', `It has ${state === 'canceled' ? 'been canceled' : state} already.`);
}
