import type { Kysely } from 'kysely';

import type { Database } from '../storage/database.ts';

/** What there is of enrollments at each CA server, by `serverKey`. */
export async function countAtServers(
  database: Kysely<Database>,
): Promise<ReadonlyMap<string, { readonly running: number; readonly waiting: number }>> {
  const rows = await database
    .selectFrom('enrollments')
    .select((select) => [
      'serverKey',
      select.fn.coalesce(select.fn.sum<number | string>('hasPlace'), select.val(0)).as('running'),
      select.fn.count<number | string>('holdUp').as('waiting'),
    ])
    .where('finishedAt', 'is', null)
    .where('serverKey', 'is not', null)
    .groupBy('serverKey')
    .execute();
  return new Map(
    rows.map(({ serverKey, running, waiting }) => [
      serverKey ?? '',
      { running: Number(running), waiting: Number(waiting) },
    ]),
  );
}
