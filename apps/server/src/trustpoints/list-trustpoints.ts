import type { RouteAnswer, RouteQuery, routes, TrustpointCounts } from '@crypto-cmp/api';
import type { TrustpointState } from '@crypto-cmp/policy';
import { type Kysely, type RawBuilder, sql } from 'kysely';

import { toInstant } from '../instant.ts';
import { allOf, ALWAYS, anyOf, caseOf } from '../storage/conditions.ts';
import { containing } from '../storage/containing.ts';
import { readCursor } from '../storage/cursor.ts';
import type { Database } from '../storage/database.ts';
import { keyOf, selectKey, walk } from '../storage/keyset.ts';
import { type Bucket, listPage } from '../storage/list-page.ts';
import { countTrustpoints } from './count-trustpoints.ts';
import { selectTrustpoints, summarizeTrustpoint } from './summarize-trustpoint.ts';
import { groupsOf, searchGroup, type TrustpointGroup } from './trustpoint-order.ts';
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
  const states = state === undefined || state.length === 0 ? undefined : [...new Set(state)];
  const isSearch = q.trim() !== '';
  const inSearch = allOf([
    ...(isSearch ? [containing('trustpoints.searchText', q)] : []),
    ...(policy === undefined ? [] : [sql<boolean>`${sql.ref('trustpoints.policyId')} = ${policy}`]),
  ]);
  const isWanted = allOf([inSearch, ...(needsYou === undefined ? [] : [caseOf(doesNeedYou(asOf), needsYou)])]);
  const isInStates = states === undefined ? ALWAYS : anyOf(states.map((one) => isInState(one, asOf)));
  const fits = allOf([isWanted, isInStates]);
  const isSmall = isSearch || policy !== undefined;
  const counts = await countTrustpoints(database, now, isSmall ? inSearch : undefined);
  const total = knownTotal(counts, states, needsYou) ?? (await count(database, fits));

  const groups = sort === 'urgency' && isSmall ? [searchGroup(asOf)] : groupsOf(sort, asOf);
  const buckets = groups
    .filter((group) => states === undefined || canHold(group, states))
    // Where the group says the state already, to say it again would only mislead the query planner.
    .map((group) => toBucket(database, group, isAllOf(group, states) ? isWanted : fits));
  const page = await listPage(buckets, { list, cursor, limit, total, asOf });
  return {
    ...page,
    items: await readSummaries(
      database,
      page.items.map(({ id }) => id),
      now,
    ),
    counts,
    countedAt: toInstant(now),
  };
}

interface Place {
  readonly id: string;
}

/** Finds the rows of a page; what they say is read afterwards, for those alone. */
function toBucket(
  database: Kysely<Database>,
  { condition, order }: TrustpointGroup,
  fits: RawBuilder<boolean>,
): Bucket<Place> {
  return {
    keyOf: (row) => keyOf(order, row),
    async fetch(direction, key, rows) {
      const { beyond, orderBy } = walk(order, direction, key);
      return await database
        .selectFrom('trustpoints')
        .$if(order.columns.includes('policies.nameKey'), (query) =>
          query.innerJoin('policies', 'policies.id', 'trustpoints.policyId'),
        )
        .select('trustpoints.id')
        .select(selectKey(order))
        .where(condition)
        .where(fits)
        .where(beyond)
        .orderBy(orderBy)
        .limit(rows)
        .execute();
    },
  };
}

function canHold({ states }: TrustpointGroup, chosen: readonly TrustpointState[]): boolean {
  return states === undefined || states.some((state) => chosen.includes(state));
}

function isAllOf({ states }: TrustpointGroup, chosen: readonly TrustpointState[] | undefined): boolean {
  return chosen === undefined || (states !== undefined && states.every((state) => chosen.includes(state)));
}

async function readSummaries(database: Kysely<Database>, ids: readonly string[], now: number) {
  if (ids.length === 0) return [];
  const rows = await selectTrustpoints(database).where('trustpoints.id', 'in', ids).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [summarizeTrustpoint(row, now)];
  });
}

/** The counts know it, unless states and "needs you" are both asked for. */
function knownTotal(
  counts: TrustpointCounts,
  states: readonly TrustpointState[] | undefined,
  needsYou: boolean | undefined,
): number | undefined {
  if (needsYou !== undefined) {
    if (states !== undefined) return undefined;
    return needsYou ? counts.needsYou : counts.all - counts.needsYou;
  }
  return states === undefined ? counts.all : states.reduce((sum, state) => sum + counts[state], 0);
}

async function count(database: Kysely<Database>, fits: RawBuilder<boolean>): Promise<number> {
  const { total } = await database
    .selectFrom('trustpoints')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where(fits)
    .executeTakeFirstOrThrow();
  return total;
}
