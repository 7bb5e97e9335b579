import type { TrustpointCounts } from '@crypto-cmp/api';
import { type Kysely, type RawBuilder, sql } from 'kysely';

import { ALWAYS } from '../storage/conditions.ts';
import type { Database } from '../storage/database.ts';
import { isFailedOnly, isInState } from './trustpoint-state.ts';

/**
 * Counts trustpoints by state: what a state's times begin before, less what has gone on to the next state, less the
 * revoked ones among them.
 *
 * @param fits all of them where it is left out; then each count is a range of an index, and all but the first cost what
 *   is due and not what there is
 */
export async function countTrustpoints(
  database: Kysely<Database>,
  now: number,
  fits?: RawBuilder<boolean>,
): Promise<TrustpointCounts> {
  const parts = partsAt(now);
  const row = fits === undefined ? await countRanges(database, parts) : await countRows(database, parts, fits);
  const overdue = row.overdueBegun - row.expired - row.revokedOverdue;
  const due = row.renewalBegun - row.overdueBegun - (row.revokedBegun - row.revokedOverdue);
  return {
    all: row.all,
    needsYou: row.expired + overdue + row.failedOnly,
    empty: row.empty,
    valid: row.all - row.empty - row.expired - row.revoked - overdue - due,
    'renewal-due': due,
    overdue,
    expired: row.expired,
    revoked: row.revoked,
  };
}

/** What the counts by state are made of. Simple conditions, so that a row costs little. */
function partsAt(now: number) {
  const overdueBegun = sql<boolean>`${sql.ref('trustpoints.overdueFrom')} <= ${now}`;
  const renewalBegun = sql<boolean>`${sql.ref('trustpoints.renewFrom')} <= ${now}`;
  const revoked = isInState('revoked', now);
  return {
    empty: isInState('empty', now),
    expired: isInState('expired', now),
    overdueBegun,
    renewalBegun,
    revoked,
    // The plus keeps the planner on the index of the revoked ones.
    revokedOverdue: sql<boolean>`(${revoked} and +${sql.ref('trustpoints.overdueFrom')} <= ${now})`,
    revokedBegun: sql<boolean>`(${revoked} and +${sql.ref('trustpoints.renewFrom')} <= ${now})`,
    failedOnly: isFailedOnly(now),
  };
}

type Parts = ReturnType<typeof partsAt>;
type PartCounts = Record<keyof Parts | 'all', number>;

/** Each part a count of its own. */
async function countRanges(database: Kysely<Database>, parts: Parts): Promise<PartCounts> {
  const count = (name: keyof PartCounts, condition: RawBuilder<boolean> = ALWAYS) =>
    database
      .selectFrom('trustpoints')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where(condition)
      .as(name);
  const row = await database
    .selectNoFrom([count('all'), ...PART_NAMES.map((name) => count(name, parts[name]))])
    .executeTakeFirstOrThrow();
  return toCounts(row);
}

/** All parts in one look at each row. */
async function countRows(database: Kysely<Database>, parts: Parts, fits: RawBuilder<boolean>): Promise<PartCounts> {
  // Written with `case`, since a condition is a number on one engine and a boolean on the other.
  const countIf = (name: keyof Parts) => sql<number>`count(case when ${parts[name]} then 1 end)`.as(name);
  const row = await database
    .selectFrom('trustpoints')
    .select((select) => [select.fn.countAll<number>().as('all'), ...PART_NAMES.map(countIf)])
    .where(fits)
    .executeTakeFirstOrThrow();
  return toCounts(row);
}

/** A sub-select may be null, for all that the types know; a count never is. */
function toCounts(row: Readonly<Record<keyof PartCounts, number | null>>): PartCounts {
  const of = (name: keyof PartCounts) => row[name] ?? 0;
  return {
    all: of('all'),
    empty: of('empty'),
    expired: of('expired'),
    overdueBegun: of('overdueBegun'),
    renewalBegun: of('renewalBegun'),
    revoked: of('revoked'),
    revokedOverdue: of('revokedOverdue'),
    revokedBegun: of('revokedBegun'),
    failedOnly: of('failedOnly'),
  };
}

const PART_NAMES = [
  'empty',
  'expired',
  'overdueBegun',
  'renewalBegun',
  'revoked',
  'revokedOverdue',
  'revokedBegun',
  'failedOnly',
] as const satisfies (keyof Parts)[];
