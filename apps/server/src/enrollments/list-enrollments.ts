import type { EnrollmentSummary, RouteQuery, routes } from '@crypto-cmp/api';
import type { ExpressionBuilder, Kysely } from 'kysely';

import { containing } from '../storage/containing.ts';
import type { Database } from '../storage/database.ts';
import { walk } from '../storage/keyset.ts';
import { type Bucket, type ListPage, listPage } from '../storage/list-page.ts';
import { SUMMARY_COLUMNS, type SummaryColumns, summarizeEnrollment } from './summarize-enrollment.ts';

type EnrollmentQuery = RouteQuery<typeof routes.enrollments.list>;

/** A page of the enrollments. */
export async function listEnrollments(
  database: Kysely<Database>,
  query: EnrollmentQuery,
): Promise<ListPage<EnrollmentSummary>> {
  const { q, sort, state, trustpoint, policy, cursor, limit } = query;
  const fits = (where: ExpressionBuilder<Database, 'enrollments'>) =>
    where.and([
      ...(q.trim() === '' ? [] : [containing('enrollments.searchText', q)]),
      ...(state === undefined || state.length === 0 ? [] : [where('state', 'in', state)]),
      ...(trustpoint === undefined ? [] : [where('trustpointId', '=', trustpoint)]),
      ...(policy === undefined ? [] : [where('policyId', '=', policy)]),
    ]);
  const { total } = await database
    .selectFrom('enrollments')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where(fits)
    .executeTakeFirstOrThrow();

  const order = { columns: ['enrollments.createdAt', 'enrollments.id'], descending: sort === '-createdAt' };
  // Finds the rows of a page in an index; what they say is read afterwards, for those alone.
  const bucket: Bucket<Place> = {
    keyOf: (row) => [row.createdAt, row.id],
    async fetch(direction, key, count) {
      const { beyond, orderBy } = walk(order, direction, key);
      return await database
        .selectFrom('enrollments')
        .select(['id', 'createdAt'])
        .where(fits)
        .where(beyond)
        .orderBy(orderBy)
        .limit(count)
        .execute();
    },
  };
  const list = `enrollments ${JSON.stringify([sort, q, state, trustpoint, policy])}`;
  const page = await listPage([bucket], { list, cursor, limit, total });
  return { ...page, items: await readSummaries(database, page.items) };
}

type Place = Pick<SummaryColumns, 'id' | 'createdAt'>;

async function readSummaries(database: Kysely<Database>, places: readonly Place[]): Promise<EnrollmentSummary[]> {
  if (places.length === 0) return [];
  const ids = places.map(({ id }) => id);
  const rows = await database.selectFrom('enrollments').select(SUMMARY_COLUMNS).where('id', 'in', ids).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [summarizeEnrollment(row)];
  });
}
