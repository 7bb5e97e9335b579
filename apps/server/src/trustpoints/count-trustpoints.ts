import type { TrustpointCounts } from '@crypto-cmp/api';
import { TRUSTPOINT_STATES } from '@crypto-cmp/policy';
import { type Kysely, type RawBuilder, sql } from 'kysely';

import type { Database } from '../storage/database.ts';
import { doesNeedYou, isFailedOnly, isInState } from './trustpoint-state.ts';

/** Counts the trustpoints that fit a filter by state, all in one look at each of them. */
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

/**
 * Counts all trustpoints by state, without a look at each of them: what a state's times begin before, less what has gone
 * on to the next state, less the revoked ones among them. Each count is a range of an index, and all but the first cost
 * what is due and not what there is.
 */
export async function countAllTrustpoints(database: Kysely<Database>, now: number): Promise<TrustpointCounts> {
  const count = (condition?: RawBuilder<boolean>) =>
    database
      .selectFrom('trustpoints')
      .select((select) => select.fn.countAll<number>().as('count'))
      .$if(condition !== undefined, (query) => query.where(condition ?? sql<boolean>`1 = 1`));
  const row = await database
    .selectNoFrom([
      count().as('all'),
      count(isInState('empty', now)).as('empty'),
      count(isInState('expired', now)).as('expired'),
      count(sql<boolean>`${OVERDUE_FROM} <= ${now}`).as('overdueBegun'),
      count(sql<boolean>`${RENEW_FROM} <= ${now}`).as('renewalBegun'),
      count(isInState('revoked', now)).as('revoked'),
      count(revokedWhere(sql`+${OVERDUE_FROM} <= ${now}`, now)).as('revokedOverdue'),
      count(revokedWhere(sql`+${RENEW_FROM} <= ${now}`, now)).as('revokedBegun'),
      count(isFailedOnly(now)).as('failedOnly'),
    ])
    .executeTakeFirstOrThrow();
  // A sub-select may be null, for all that the types know; a count never is.
  const of = (name: keyof typeof row) => row[name] ?? 0;
  const overdue = of('overdueBegun') - of('expired') - of('revokedOverdue');
  const due = of('renewalBegun') - of('overdueBegun') - (of('revokedBegun') - of('revokedOverdue'));
  return {
    all: of('all'),
    needsYou: of('expired') + overdue + of('failedOnly'),
    empty: of('empty'),
    valid: of('all') - of('empty') - of('expired') - of('revoked') - overdue - due,
    'renewal-due': due,
    overdue,
    expired: of('expired'),
    revoked: of('revoked'),
  };
}

function revokedWhere(condition: RawBuilder<unknown>, now: number): RawBuilder<boolean> {
  return sql<boolean>`(${isInState('revoked', now)} and ${condition})`;
}

/** Written with `case`, since a condition is a number on one engine and a boolean on the other. */
function countIf(condition: RawBuilder<boolean>): RawBuilder<number> {
  return sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`;
}

const OVERDUE_FROM = sql.ref('trustpoints.overdueFrom');
const RENEW_FROM = sql.ref('trustpoints.renewFrom');
