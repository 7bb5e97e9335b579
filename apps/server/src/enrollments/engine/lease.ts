import { LIMITS } from '@crypto-cmp/policy';
import { type RawBuilder, sql } from 'kysely';

import { isPostgres } from '../../storage/postgres-dialect.ts';
import type { Worker } from './worker.ts';

type LeaseMaker = Pick<Worker, 'database' | 'now'>;

/** Whether other processes work the same queue, so that a lease must end soon after its owner does. */
export function isShared({ database }: Pick<Worker, 'database'>): boolean {
  return isPostgres(database);
}

/**
 * What leases are measured by. Between replicas the database's clock, which is one and the same for all; for a process
 * alone its own.
 */
export function leaseClock(worker: LeaseMaker): RawBuilder<number> {
  if (!isShared(worker)) return sql<number>`${worker.now()}`;
  return sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
}

/** Until when a lease holds that is taken or renewed now. */
export function leaseEnd(worker: LeaseMaker): RawBuilder<number> {
  const milliseconds = isShared(worker) ? SHARED_LEASE_MS : (LIMITS.messageSeconds.max + LEASE_MARGIN_SECONDS) * 1000;
  return sql<number>`${leaseClock(worker)} + ${sql.lit(milliseconds)}`;
}

/** How often a replica renews its leases: twice may go wrong. */
export const RENEW_LEASES_MS = 5000;
/** How long the others wait for a replica that says nothing. However long a message may take, it is renewed meanwhile. */
const SHARED_LEASE_MS = 15_000;
/**
 * A process alone renews nothing: its leases outlast the longest thing that happens between two writes, a message that a
 * policy gives as much time as it may, and the making of a key. (RSA keys of 4096 bits can take several seconds on a busy machine.)
 */
const LEASE_MARGIN_SECONDS = 60;
