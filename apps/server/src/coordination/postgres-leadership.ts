import type pg from 'pg';

import type { PostgresLog } from '../storage/postgres-dialect.ts';
import { ANSWER_WITHIN_MS, BEAT_MS, keepSession, type KeptSession } from './keep-session.ts';
import type { Leadership } from './leadership.ts';

/**
 * Leadership by an advisory lock, which PostgreSQL gives to one session at a time and takes back when that ends.
 *
 * A process that is killed frees it at once; one that is frozen, or cut off, when its session has been silent for
 * {@link SILENT_MS}. It counts itself out before that, by a clock that nobody sets: so there are never two. Somebody else
 * asks within {@link BEAT_MS}: a takeover lasts at most some twenty seconds.
 */
export function leadByLock(url: string, log: LeadershipLog): Leadership & KeptSession {
  let heldUntil = -Infinity;
  const session = keepSession(
    url,
    {
      async open(client) {
        await client.query(`set idle_session_timeout = ${SILENT_MS}`);
      },
      async beat(client) {
        // Measured from before the question: the server's clock starts later.
        const asked = performance.now();
        const isHeld = heldUntil > -Infinity ? await isAlive(client) : await takeLock(client);
        if (isHeld && heldUntil === -Infinity)
          log.info({ leader: true }, 'this replica leads: it looks for due renewals and alerts');
        heldUntil = isHeld ? asked + SILENT_MS - MARGIN_MS : -Infinity;
      },
      onLost() {
        if (heldUntil > -Infinity) log.info({ leader: false }, 'this replica leads no more');
        heldUntil = -Infinity;
      },
    },
    log,
  );
  return { isLeader: () => performance.now() < heldUntil, stop: async () => await session.stop() };
}

export interface LeadershipLog extends PostgresLog {
  info(details: object, message: string): void;
}

async function takeLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [LEADER_LOCK]);
  return rows[0]?.held ?? false;
}

/** While the session is alive, it holds its lock. */
async function isAlive(client: pg.Client): Promise<true> {
  await client.query('select 1');
  return true;
}

/** Longer than a beat and its answer, so that the session of a healthy process is never ended. */
const SILENT_MS = BEAT_MS + ANSWER_WITHIN_MS + 6000;
const MARGIN_MS = 2000;
/** Advisory locks are numbers, within one database. */
const LEADER_LOCK = 4_711_002;
