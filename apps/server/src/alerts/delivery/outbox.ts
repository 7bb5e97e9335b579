import type { AlertDeliveryProblem } from '@crypto-cmp/api';
import { type Kysely, type RawBuilder, sql } from 'kysely';

import { isPostgres } from '../../storage/postgres-dialect.ts';
import type { Database } from '../../storage/database.ts';
import type { DeliveryRow } from './stored-delivery.ts';

/**
 * Takes the message that is due longest. Of one alert, a channel gets the older one first: its end never comes before its
 * beginning.
 *
 * @param busy channels that have an attempt under way
 */
export async function leaseDelivery(
  database: Kysely<Database>,
  owner: string,
  now: number,
  busy: readonly string[],
): Promise<DeliveryRow | undefined> {
  return await database
    .updateTable('alertDeliveries')
    .set({ leaseOwner: owner, leaseExpiresAt: sql<number>`${leaseClock(database, now)} + ${sql.lit(LEASE_MS)}` })
    .where('id', '=', (query) =>
      query
        .selectFrom('alertDeliveries as due')
        .select('due.id')
        .where('due.endedAt', 'is', null)
        // Later than any next try is only what was written before a clock was turned back.
        .where((where) => where.or([where('due.nextTryAt', '<=', now), where('due.nextTryAt', '>', now + LATEST_MS)]))
        .where((where) =>
          where.or([
            where('due.leaseExpiresAt', 'is', null),
            where('due.leaseExpiresAt', '<=', leaseClock(database, now)),
            where('due.leaseExpiresAt', '>', sql<number>`${leaseClock(database, now)} + ${sql.lit(LEASE_MS)}`),
          ]),
        )
        .where('due.channelId', 'not in', ['', ...busy])
        .where((where) =>
          where.not(
            where.exists(
              where
                .selectFrom('alertDeliveries as older')
                .select('older.id')
                .whereRef('older.channelId', '=', 'due.channelId')
                .where((pair) =>
                  pair.or([
                    pair('older.alertId', '=', pair.ref('due.alertId')),
                    // Whether two that are about many have an alert in common is not known. A beginning waits for none.
                    pair.and([
                      pair('older.kind', '=', pair.ref('due.kind')),
                      pair('due.event', '!=', 'began'),
                      pair.or([pair('older.alertCount', '>', 1), pair('due.alertCount', '>', 1)]),
                    ]),
                  ]),
                )
                .whereRef('older.id', '<', 'due.id')
                .where('older.endedAt', 'is', null),
            ),
          ),
        )
        .orderBy('due.nextTryAt')
        .orderBy('due.id')
        .limit(1)
        // Whoever else is taking one takes the next.
        .$if(isPostgres(database), (rows) => rows.forUpdate('due').skipLocked()),
    )
    .returningAll()
    .executeTakeFirst();
}

/** In how many milliseconds the next message is due; undefined when none waits. */
export async function nextDeliveryIn(database: Kysely<Database>, now: number): Promise<number | undefined> {
  const dueIn = sql<number>`case when lease_expires_at is null then next_try_at - ${now} else lease_expires_at - ${leaseClock(database, now)} end`;
  const row = await database
    .selectFrom('alertDeliveries')
    .select((select) => select.fn.min<number | null>(dueIn).as('dueIn'))
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return row?.dueIn ?? undefined;
}

/** What an attempt came to. */
export type AttemptEnd =
  | { readonly state: 'delivered' | 'dropped' }
  | { readonly state: 'failed'; readonly problem: AlertDeliveryProblem; readonly remaining?: readonly string[] }
  | {
      readonly state: 'pending';
      readonly nextTryAt: number;
      readonly problem: AlertDeliveryProblem;
      readonly remaining?: readonly string[];
    };

/** Writes down how an attempt ended, unless the lease was lost: then somebody else has tried it again. */
export async function settleDelivery(
  database: Kysely<Database>,
  { id }: Pick<DeliveryRow, 'id'>,
  owner: string,
  end: AttemptEnd,
  now: number,
): Promise<boolean> {
  const settled = await database
    .updateTable('alertDeliveries')
    .set((set) => ({
      state: end.state,
      tries: end.state === 'dropped' ? set.ref('tries') : set('tries', '+', 1),
      lastTryAt: end.state === 'dropped' ? set.ref('lastTryAt') : now,
      nextTryAt: end.state === 'pending' ? end.nextTryAt : null,
      endedAt: end.state === 'pending' ? null : now,
      problem: 'problem' in end ? JSON.stringify(end.problem) : null,
      ...('remaining' in end && { remaining: JSON.stringify(end.remaining) }),
      leaseOwner: null,
      leaseExpiresAt: null,
    }))
    .where('id', '=', id)
    .where('leaseOwner', '=', owner)
    .executeTakeFirst();
  return settled.numUpdatedRows > 0n;
}

/**
 * Ends the leases of processes that are gone, and makes what they had in hand due at once. Between replicas nobody knows
 * whose process is gone: there they run out.
 */
export async function clearDeliveryLeases(database: Kysely<Database>): Promise<void> {
  if (isPostgres(database)) return;
  await database
    .updateTable('alertDeliveries')
    .set({ leaseOwner: null, leaseExpiresAt: null })
    .where('endedAt', 'is', null)
    .where('leaseOwner', 'is not', null)
    .execute();
}

/** What leases are measured by: between replicas the database's clock, which is the same for all. */
function leaseClock(database: Kysely<Database>, now: number): RawBuilder<number> {
  return isPostgres(database)
    ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
    : sql<number>`${now}`;
}

/** Longer than the longest pause between two tries. */
const LATEST_MS = 12 * 3_600_000;
/** How long a message belongs to a worker; longer than any attempt takes. */
const LEASE_MS = 90_000;
