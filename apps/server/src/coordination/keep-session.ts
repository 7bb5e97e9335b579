import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

import { connectionSettings, type PostgresLog } from '../storage/postgres-dialect.ts';

/** What a session of its own is for. */
export interface SessionWork {
  /** When it is connected. */
  readonly open: (client: pg.Client) => Promise<void>;
  /** Every few seconds. What it throws ends the session, as does an answer that does not come in time. */
  readonly beat: (client: pg.Client) => Promise<void>;
  /** When it is lost. Another one is made. */
  readonly onLost: () => void;
}

/** A session that is there as long as the process, or being made anew. */
export interface KeptSession {
  stop(): Promise<void>;
}

/**
 * Keeps a session of its own with PostgreSQL, outside the pool, for what belongs to a session: listening, and locks that
 * outlive a transaction. (So none of this works through a pooler that hands sessions from one to the next.)
 */
export function keepSession(url: string, { open, beat, onLost }: SessionWork, log: PostgresLog): KeptSession {
  const stopping = new AbortController();
  let pauseMs = FIRST_PAUSE_MS;

  async function hold(): Promise<void> {
    const client = new pg.Client({
      ...connectionSettings(url),
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
    });
    const lost = new AbortController();
    client.on('error', () => lost.abort());
    client.on('end', () => lost.abort());
    const either = AbortSignal.any([stopping.signal, lost.signal]);
    try {
      await client.connect();
      await open(client);
      pauseMs = FIRST_PAUSE_MS;
      while (!either.aborted) {
        await beat(client);
        await sleep(BEAT_MS, undefined, { signal: either }).catch(() => undefined);
      }
    } finally {
      onLost();
      const ended = client.end().catch(() => undefined);
      // A network that swallows everything swallows the farewell too.
      if (stopping.signal.aborted) await Promise.race([ended, sleep(FAREWELL_MS)]);
    }
  }

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      await hold().catch((error: unknown) => log.warn({ err: error }, 'a session with PostgreSQL was lost'));
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  const kept = keep();
  return {
    async stop() {
      stopping.abort();
      await kept;
    },
  };
}

export const BEAT_MS = 4000;
export const ANSWER_WITHIN_MS = 5000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4000;
const FAREWELL_MS = 1000;
