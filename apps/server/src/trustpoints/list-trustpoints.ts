import type { RouteAnswer, RouteQuery, routes, TrustpointCounts } from '@crypto-cmp/api';
import type { TrustpointState } from '@crypto-cmp/policy';
import { type Kysely, type RawBuilder, sql } from 'kysely';

import { toInstant } from '../instant.ts';
import { containing } from '../storage/containing.ts';
import { readCursor } from '../storage/cursor.ts';
import type { Database } from '../storage/database.ts';
import { type ListOrder, walk } from '../storage/keyset.ts';
import { type Bucket, listPage, type SortKey } from '../storage/list-page.ts';
import { countTrustpoints } from './count-trustpoints.ts';
import { selectTrustpoints, summarizeTrustpoint, type TrustpointRow } from './summarize-trustpoint.ts';
import { doesNeedYou, isInState } from './trustpoint-state.ts';

type TrustpointQuery = RouteQuery<typeof routes.trustpoints.list>;
type TrustpointPage = RouteAnswer<typeof routes.trustpoints.list>;

/**
 * A page of the trustpoints. States follow from the clock, so a walk through the pages keeps the time of its first one:
 * else a row that becomes due meanwhile would be skipped, or shown twice.
 */
export async function listTrustpoints(
  database: Kysely<Database>,
  { q, sort, state, needsYou, policy, cursor, limit }: TrustpointQuery,
  now: number,
): Promise<TrustpointPage> {
  const list = `trustpoints ${JSON.stringify([sort, q, state, needsYou, policy])}`;
  const asOf = readCursor(list, cursor)?.asOf ?? now;
  const inSearch = all([
    ...(q.trim() === '' ? [] : [containing('trustpoints.searchText', q)]),
    ...(policy === undefined ? [] : [sql<boolean>`${sql.ref('trustpoints.policyId')} = ${policy}`]),
  ]);
  const isChosen = all([
    ...(state === undefined || state.length === 0 ? [] : [anyState(state, asOf)]),
    ...(needsYou === undefined ? [] : [isEqual(doesNeedYou(asOf), needsYou)]),
  ]);
  const counts = await countTrustpoints(database, inSearch, now);
  const total = knownTotal(counts, state, needsYou) ?? (await count(database, all([inSearch, isChosen])));

  const buckets = bucketsOf(sort, asOf).map(({ condition, order, keyOf }): Bucket<TrustpointRow> => ({
    keyOf,
    async fetch(direction, key, rows) {
      const { beyond, orderBy } = walk(order, direction, key);
      return await selectTrustpoints(database)
        .where(condition)
        .where(inSearch)
        .where(isChosen)
        .where(beyond)
        .orderBy(orderBy)
        .limit(rows)
        .execute();
    },
  }));
  const page = await listPage(buckets, { list, cursor, limit, total, asOf });
  return {
    ...page,
    items: page.items.map((row) => summarizeTrustpoint(row, now)),
    counts,
    countedAt: toInstant(now),
  };
}

interface TrustpointBucket {
  readonly condition: RawBuilder<boolean>;
  readonly order: ListOrder;
  readonly keyOf: (row: TrustpointRow) => SortKey;
}

function bucketsOf(sort: TrustpointQuery['sort'], now: number): TrustpointBucket[] {
  switch (sort) {
    case 'name':
    case '-name':
      return [byName(ALWAYS, sort === '-name')];
    case 'policy':
    case '-policy':
      return [
        {
          condition: ALWAYS,
          order: {
            columns: ['policies.nameKey', 'trustpoints.position', 'trustpoints.id'],
            descending: sort === '-policy',
          },
          keyOf: (row) => [row.policyNameKey, row.position, row.id],
        },
      ];
    case 'notAfter':
      return [byExpiry(IS_ENROLLED, false), byName(isInState('empty', now), false)];
    case '-notAfter':
      return [byName(isInState('empty', now), false), byExpiry(IS_ENROLLED, true)];
    case 'urgency':
      return mostUrgentFirst(now);
  }
}

/**
 * What needs a person first, then what expires first, and at the end what nothing happens to. Each group is a walk along
 * an index, so that the first page costs a page, and not a sort of everything.
 */
function mostUrgentFirst(now: number): TrustpointBucket[] {
  const calm = (state: TrustpointState) => all([isInState(state, now), sql<boolean>`${NEEDS_ACTION} = 0`]);
  return [
    byExpiry(isInState('expired', now), false),
    byExpiry(isInState('overdue', now), false),
    byName(
      all([
        sql<boolean>`${NEEDS_ACTION} = 1`,
        isEqual(isInState('expired', now), false),
        isEqual(isInState('overdue', now), false),
      ]),
      false,
    ),
    byExpiry(calm('renewal-due'), false),
    byName(calm('empty'), false),
    byExpiry(calm('valid'), false),
    byExpiry(calm('revoked'), false),
  ];
}

function byName(condition: RawBuilder<boolean>, descending: boolean): TrustpointBucket {
  return {
    condition,
    order: { columns: ['trustpoints.nameKey', 'trustpoints.id'], descending },
    keyOf: (row) => [row.nameKey, row.id],
  };
}

function byExpiry(condition: RawBuilder<boolean>, descending: boolean): TrustpointBucket {
  return {
    condition,
    order: { columns: ['trustpoints.validUntil', 'trustpoints.id'], descending },
    keyOf: (row) => [row.validUntil, row.id],
  };
}

/** The counts know it, unless states and "needs you" are both asked for. */
function knownTotal(
  counts: TrustpointCounts,
  states: readonly TrustpointState[] | undefined,
  needsYou: boolean | undefined,
): number | undefined {
  const hasStates = states !== undefined && states.length > 0;
  if (needsYou !== undefined) return hasStates || !needsYou ? undefined : counts.needsYou;
  return hasStates ? [...new Set(states)].reduce((sum, state) => sum + counts[state], 0) : counts.all;
}

async function count(database: Kysely<Database>, fits: RawBuilder<boolean>): Promise<number> {
  const { total } = await database
    .selectFrom('trustpoints')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where(fits)
    .executeTakeFirstOrThrow();
  return total;
}

function all(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? ALWAYS : sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

function anyState(states: readonly TrustpointState[], now: number): RawBuilder<boolean> {
  return sql<boolean>`(${sql.join(
    states.map((state) => isInState(state, now)),
    sql` or `,
  )})`;
}

/** A condition on a column that is null is neither true nor false; this one is. */
function isEqual(condition: RawBuilder<boolean>, wanted: boolean): RawBuilder<boolean> {
  return sql<boolean>`(case when ${condition} then 1 else 0 end = ${wanted ? 1 : 0})`;
}

const ALWAYS = sql<boolean>`1 = 1`;
const IS_ENROLLED = sql<boolean>`${sql.ref('trustpoints.validUntil')} is not null`;
const NEEDS_ACTION = sql.ref('trustpoints.failureNeedsAction');
