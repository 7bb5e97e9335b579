import { sql, type Transaction } from 'kysely';

import type { Database } from '../../storage/database.ts';
import { isOneOf } from '../../storage/is-one-of.ts';
import type { LookState } from '../looking/look-state.ts';
import { aheadOf, type TrustpointRule } from './trustpoint-conditions.ts';

/** Some trustpoints that rules are to look at, and where to go on after them. */
export interface Candidates {
  readonly ids: readonly string[];
  /** Undefined when these were the last ones. */
  readonly next: CandidateKey | undefined;
}

export type CandidateKey = readonly (string | number)[];

/** Reads so many candidates, after a key. */
export type CandidateSource = (
  database: Transaction<Database>,
  after: CandidateKey | undefined,
  limit: number,
) => Promise<Candidates>;

/**
 * Where to find the trustpoints for which a rule may hold now that did not when it looked last, or the other way round:
 * those that have changed, and those for which a time has come. Each is a range of an index.
 */
export function changedSources(rules: readonly TrustpointRule[], { lookedAt }: LookState, now: number) {
  return [
    changes,
    between('overdueFrom', lookedAt, now),
    between('validUntil', lookedAt, now),
    ...rules
      .map(aheadOf)
      .filter((ahead) => ahead > 0)
      .map((ahead) => between('validUntil', lookedAt + ahead, now + ahead)),
  ];
}

/** Where to find everything for which a rule may hold, and everything that is in an alert. */
export function allSources(now: number): readonly CandidateSource[] {
  return [
    members,
    between('lastFailureAt', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    between('overdueFrom', Number.MIN_SAFE_INTEGER, now),
    between('validUntil', Number.MIN_SAFE_INTEGER, now),
  ];
}

/** What has changed since somebody looked at it. Taken out as it is read: in the transaction that looks at it. */
export async function changes(
  database: Transaction<Database>,
  _after: CandidateKey | undefined,
  limit: number,
): Promise<Candidates> {
  const rows = await database.selectFrom('alertChecks').selectAll().orderBy('id').limit(limit).execute();
  if (rows.length === 0) return { ids: [], next: undefined };
  // By their own ids: a change that is committed meanwhile stays for the next time.
  const read = rows.map(({ id }) => id);
  await database
    .deleteFrom('alertChecks')
    .where(isOneOf(database, 'alertChecks.id', read))
    .execute();
  return {
    ids: [...new Set(rows.map(({ trustpointId }) => trustpointId))],
    next: rows.length < limit ? undefined : [],
  };
}

function between(column: 'overdueFrom' | 'validUntil' | 'lastFailureAt', from: number, to: number): CandidateSource {
  return async (database, after, limit) => {
    const rows = await database
      .selectFrom('trustpoints')
      .select(['id', column])
      .where(column, '>=', from)
      .where(column, '<=', to)
      .$if(after !== undefined, (query) => query.where(beyond([column, 'id'], after ?? [])))
      .orderBy(column)
      .orderBy('id')
      .limit(limit)
      .execute();
    const last = rows.length < limit ? undefined : rows.at(-1);
    return { ids: rows.map(({ id }) => id), next: last === undefined ? undefined : [last[column] ?? 0, last.id] };
  };
}

async function members(
  database: Transaction<Database>,
  after: CandidateKey | undefined,
  limit: number,
): Promise<Candidates> {
  const rows = await database
    .selectFrom('alertMembers')
    .select(['kind', 'member'])
    .where('leftAt', 'is', null)
    .$if(after !== undefined, (query) => query.where(beyond(['kind', 'member'], after ?? [])))
    .orderBy('kind')
    .orderBy('member')
    .limit(limit)
    .execute();
  const last = rows.length < limit ? undefined : rows.at(-1);
  return {
    ids: [...new Set(rows.map(({ member }) => member))],
    next: last === undefined ? undefined : [last.kind, last.member],
  };
}

function beyond(columns: readonly string[], key: CandidateKey) {
  return sql<boolean>`(${sql.join(columns.map((column) => sql.ref(column)))}) > (${sql.join(key)})`;
}
