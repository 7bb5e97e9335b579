import type { Overview, TrustpointCounts } from '@crypto-cmp/api';
import { type Kysely, sql } from 'kysely';

import { type ReadServersDependencies, readServers } from '../overview/read-servers.ts';
import type { Database } from '../storage/database.ts';
import { countTrustpoints } from '../trustpoints/count-trustpoints.ts';

/** What the database says of the whole installation, at one time. */
export interface Figures {
  readonly trustpoints: TrustpointCounts;
  readonly policyCount: number;
  /** How many certificates in use expire within so many days: each horizon counts those of the nearer ones too. */
  readonly expiringWithin: ReadonlyMap<number, number>;
  /** Milliseconds since 1970, as all times here. */
  readonly soonestExpiryAt: number | undefined;
  readonly dueRenewals: number;
  readonly queue: readonly QueueFigure[];
  readonly servers: Overview['servers'];
  /** By kind. */
  readonly openAlerts: ReadonlyMap<string, number>;
  readonly outbox: { readonly count: number; readonly oldestAt: number | undefined };
}

/** Enrollments that run, of one state and one reason for being held up. */
export interface QueueFigure {
  readonly state: string;
  readonly holdUp: string | null;
  readonly count: number;
  /** Since when the longest due of them is due. */
  readonly dueSince: number | null;
}

/**
 * Reads them by indexes: what is running, due or near its expiry is counted, and the rest by ranges. With 100,000
 * trustpoints a reading takes some tens of milliseconds at most.
 */
export async function readFigures(dependencies: ReadServersDependencies, now: number): Promise<Figures> {
  const { database } = dependencies;
  const count = <Name extends string>(name: Name) => sql<number>`count(*)`.as(name);
  const { policyCount } = await database.selectFrom('policies').select(count('policyCount')).executeTakeFirstOrThrow();
  const { dueRenewals } = await database
    .selectFrom('trustpoints')
    .select(count('dueRenewals'))
    .where('renewAt', '<=', now)
    .executeTakeFirstOrThrow();
  const queue = await database
    .selectFrom('enrollments')
    .select((select) => ['state', 'holdUp', count('count'), select.fn.min('nextStepAt').as('dueSince')])
    .where('finishedAt', 'is', null)
    .groupBy(['state', 'holdUp'])
    .execute();
  const openAlerts = await database
    .selectFrom('alerts')
    .select(['kind', count('count')])
    .where('endedAt', 'is', null)
    .groupBy('kind')
    .execute();
  const outbox = await database
    .selectFrom('alertDeliveries')
    .select((select) => [count('count'), select.fn.min('createdAt').as('oldestAt')])
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return {
    trustpoints: await countTrustpoints(database, now),
    policyCount,
    ...(await readExpiries(database, now)),
    dueRenewals,
    queue: queue.map((row) => ({
      ...row,
      dueSince: row.dueSince !== null && row.dueSince <= now ? row.dueSince : null,
    })),
    servers: await readServers(dependencies, now),
    openAlerts: new Map(openAlerts.map((row) => [row.kind, row.count])),
    outbox: { count: outbox.count, oldestAt: outbox.oldestAt ?? undefined },
  };
}

/** Each certificate lies in one range of the index and is counted once; the horizons are sums of ranges. */
async function readExpiries(
  database: Kysely<Database>,
  now: number,
): Promise<Pick<Figures, 'expiringWithin' | 'soonestExpiryAt'>> {
  const expiringWithin = new Map<number, number>();
  let [from, sum] = [now, 0];
  for (const days of HORIZONS) {
    const until = now + days * DAY;
    const { count } = await database
      .selectFrom('trustpoints')
      .select(sql<number>`count(*)`.as('count'))
      .where('validUntil', '>=', from)
      .where('validUntil', '<', until)
      .where('revokedAt', 'is', null)
      .executeTakeFirstOrThrow();
    sum += count;
    expiringWithin.set(days, sum);
    from = until;
  }
  const soonest = await database
    .selectFrom('trustpoints')
    .select('validUntil')
    .where('validUntil', '>=', now)
    .where('revokedAt', 'is', null)
    .orderBy('validUntil')
    .limit(1)
    .executeTakeFirst();
  return { expiringWithin, soonestExpiryAt: soonest?.validUntil ?? undefined };
}

const HORIZONS = [1, 7, 14, 30, 90];
const DAY = 86_400_000;
