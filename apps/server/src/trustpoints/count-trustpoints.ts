import type { TrustpointCounts } from '@crypto-cmp/api';
import { TRUSTPOINT_STATES } from '@crypto-cmp/policy';
import { type Kysely, type RawBuilder, sql } from 'kysely';

import type { Database } from '../storage/database.ts';
import { doesNeedYou, isInState } from './trustpoint-state.ts';

/** Counts the trustpoints that fit a filter by state, all in one look. */
export async function countTrustpoints(
  database: Kysely<Database>,
  fits: RawBuilder<boolean>,
  now: number,
): Promise<TrustpointCounts> {
  const row = await database
    .selectFrom('trustpoints')
    .select((select) => [
      select.fn.countAll<number>().as('all'),
      countIf(doesNeedYou(now)).as('needsYou'),
      ...TRUSTPOINT_STATES.map((state) => countIf(isInState(state, now)).as(state)),
    ])
    .where(fits)
    .executeTakeFirstOrThrow();
  return {
    all: row.all,
    needsYou: row.needsYou,
    empty: row.empty,
    valid: row.valid,
    'renewal-due': row['renewal-due'],
    overdue: row.overdue,
    expired: row.expired,
    revoked: row.revoked,
  };
}

/** Written with `case`, since a condition is a number on one engine and a boolean on the other. */
function countIf(condition: RawBuilder<boolean>): RawBuilder<number> {
  return sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`;
}
