import type { AlertDelivery, RouteQuery, routes } from '@crypto-cmp/api';
import type { ExpressionBuilder, Kysely } from 'kysely';

import type { Database } from '../storage/database.ts';
import { walk } from '../storage/keyset.ts';
import { type Bucket, type ListPage, listPage } from '../storage/list-page.ts';
import { type DeliveryRow, toDelivery } from './delivery/stored-delivery.ts';

type DeliveryQuery = RouteQuery<typeof routes.alertDeliveries.list>;

/** A page of the messages, newest first. */
export async function listDeliveries(
  database: Kysely<Database>,
  { state, channel, alert, cursor, limit }: DeliveryQuery,
): Promise<ListPage<AlertDelivery>> {
  const fits = (where: ExpressionBuilder<Database, 'alertDeliveries'>) =>
    where.and([
      ...(state === undefined || state.length === 0 ? [] : [where('state', 'in', state)]),
      ...(channel === undefined ? [] : [where('channelId', '=', channel)]),
      ...(alert === undefined ? [] : [where('alertId', '=', alert)]),
    ]);
  const { total } = await database
    .selectFrom('alertDeliveries')
    .select((select) => select.fn.countAll<number | string>().as('total'))
    .where(fits)
    .executeTakeFirstOrThrow();
  const order = { columns: ['alertDeliveries.createdAt', 'alertDeliveries.id'], descending: true };
  const bucket: Bucket<DeliveryRow> = {
    keyOf: (row) => [row.createdAt, row.id],
    async fetch(direction, key, count) {
      const { beyond, orderBy } = walk(order, direction, key);
      const query = database.selectFrom('alertDeliveries').selectAll().where(fits).where(beyond);
      return await query.orderBy(orderBy).limit(count).execute();
    },
  };
  const list = `alert-deliveries ${JSON.stringify([state, channel, alert])}`;
  const page = await listPage([bucket], { list, cursor, limit, total: Number(total) });
  return { ...page, items: page.items.map(toDelivery) };
}
