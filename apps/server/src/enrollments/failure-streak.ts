import type { Kysely } from 'kysely';

import type { Database } from '../storage/database.ts';
import type { EnrollmentRow } from './engine/queue.ts';

/** The stored failures of a trustpoint in a row, up to this enrollment: how many, and when the first one ended. */
export async function failureStreak(
  database: Kysely<Database>,
  { trustpointId, createdAt }: Pick<EnrollmentRow, 'trustpointId' | 'createdAt'>,
): Promise<{ readonly count: number; readonly since: number } | null> {
  const success = await database
    .selectFrom('enrollments')
    .select((select) => select.fn.max('createdAt').as('at'))
    .where('trustpointId', '=', trustpointId)
    .where('state', '=', 'succeeded')
    .where('createdAt', '<=', createdAt)
    .executeTakeFirst();
  const { count, since } = await database
    .selectFrom('enrollments')
    .select((select) => [select.fn.countAll<number | string>().as('count'), select.fn.min('finishedAt').as('since')])
    .where('trustpointId', '=', trustpointId)
    .where('state', '=', 'failed')
    .where('createdAt', '<=', createdAt)
    .where('createdAt', '>', success?.at ?? 0)
    .executeTakeFirstOrThrow();
  return since === null ? null : { count: Number(count), since };
}
