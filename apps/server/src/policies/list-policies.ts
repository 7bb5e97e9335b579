import type { PolicySummary, RouteQuery, routes } from '@crypto-cmp/api';
import type { Kysely } from 'kysely';

import { toInstant } from '../instant.ts';
import { containing } from '../storage/containing.ts';
import type { Database } from '../storage/database.ts';
import { type ListOrder, walk } from '../storage/keyset.ts';
import { type Bucket, type ListPage, listPage, type SortKey } from '../storage/list-page.ts';
import { doesNeedYou } from '../trustpoints/trustpoint-state.ts';
import { readPolicySettings } from './stored-settings.ts';

type PolicyQuery = RouteQuery<typeof routes.policies.list>;

/** A page of the policies. */
export async function listPolicies(
  database: Kysely<Database>,
  { q, sort, cursor, limit }: PolicyQuery,
  now: number,
): Promise<ListPage<PolicySummary>> {
  const order = ORDERS[sort];
  const { total } = await database
    .selectFrom('policies')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where(containing('policies.searchText', q))
    .executeTakeFirstOrThrow();

  const fetch = async (direction: 'after' | 'before', key: SortKey | undefined, count: number) => {
    const { beyond, orderBy } = walk(order, direction, key);
    return await database
      .selectFrom('policies')
      .selectAll('policies')
      .select((select) =>
        select
          .selectFrom('trustpoints')
          .select((inner) => inner.fn.countAll<number>().as('count'))
          .whereRef('trustpoints.policyId', '=', 'policies.id')
          .where(doesNeedYou(now))
          .as('needsYouCount'),
      )
      .where(containing('policies.searchText', q))
      .where(beyond)
      .orderBy(orderBy)
      .limit(count)
      .execute();
  };
  type Row = Awaited<ReturnType<typeof fetch>>[number];
  const bucket: Bucket<Row> = { fetch, keyOf: (row) => [row[order.key], row.id] };
  const page = await listPage([bucket], { list: `policies ${sort} ${q}`, cursor, limit, total });
  return {
    ...page,
    items: page.items.map((row): PolicySummary => {
      const { certificateRenewalTimeout, keyType, servers } = readPolicySettings(row.settings);
      return {
        id: row.id,
        version: row.version,
        createdAt: toInstant(row.createdAt),
        updatedAt: toInstant(row.updatedAt),
        name: row.name,
        description: row.description,
        certificateRenewalTimeout,
        keyType,
        servers,
        trustpointCount: row.trustpointCount,
        needsYouCount: row.needsYouCount ?? 0,
      };
    }),
  };
}

type SortKeyColumn = 'nameKey' | 'updatedAt' | 'trustpointCount';

const by = (key: SortKeyColumn, descending: boolean): ListOrder & { readonly key: SortKeyColumn } => ({
  key,
  columns: [`policies.${key}`, 'policies.id'],
  descending,
});

const ORDERS: Record<PolicyQuery['sort'], ReturnType<typeof by>> = {
  name: by('nameKey', false),
  '-name': by('nameKey', true),
  updatedAt: by('updatedAt', false),
  '-updatedAt': by('updatedAt', true),
  trustpoints: by('trustpointCount', false),
  '-trustpoints': by('trustpointCount', true),
};
