import { type Kysely, sql } from 'kysely';

import type { Database } from '../storage/database.ts';

/**
 * Brings back what was planned by a clock that was ahead. A failure in the future has planned its retry still later, and
 * an enrollment its next step; with the clock put right nobody would come back to them for as long as it was ahead.
 *
 * It reads every trustpoint that has failed, so it runs when the clock was seen to go back, and at the start, since nobody
 * can tell what the clock did meanwhile.
 *
 * @returns how many renewals were brought back
 */
export async function repairClock(database: Kysely<Database>, now: number): Promise<number> {
  const ahead = now + TOLERANCE_MS;
  const { numUpdatedRows } = await database
    .updateTable('trustpoints')
    .set({
      renewAt: sql<number>`case when ${sql.ref('renewFrom')} > ${now} then ${sql.ref('renewFrom')} else ${now} end`,
    })
    .where('lastFailureAt', '>', ahead)
    .where('renewAt', '>', now)
    .executeTakeFirst();
  await database
    .updateTable('enrollments')
    .set({ nextStepAt: now })
    .where('finishedAt', 'is', null)
    .where((where) =>
      where.or(
        (['createdAt', 'requestingSince', 'waitingSince', 'confirmingSince'] as const).map((at) =>
          where(at, '>', ahead),
        ),
      ),
    )
    .where('nextStepAt', '>', now)
    .execute();
  return Number(numUpdatedRows);
}

/** Replicas' clocks differ, and time servers correct by seconds. */
export const TOLERANCE_MS = 120_000;
