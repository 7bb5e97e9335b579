import { randomUUID } from 'node:crypto';

import { type Kysely, sql } from 'kysely';
import { z } from 'zod';

import type { Database } from '../storage/database.ts';
import type { PostgresLog } from '../storage/postgres-dialect.ts';
import { keepSession, type KeptSession } from './keep-session.ts';
import { type ReplicaChannel, ReplicaMessage } from './replica-channel.ts';

/**
 * The replicas' channel over LISTEN and NOTIFY. PostgreSQL keeps nothing for a session that is away: whoever comes back
 * has a gap, and says so.
 */
export function listenAndNotify(
  url: string,
  database: Kysely<Database>,
  log: PostgresLog,
): ReplicaChannel & KeptSession {
  const self = randomUUID();
  const listeners: ((message: ReplicaMessage) => void)[] = [];
  const gapListeners: (() => void)[] = [];
  const gap = () => {
    for (const listener of gapListeners) listener();
  };
  let pending: ReplicaMessage[] = [];
  let hasDropped = false;
  let sending: Promise<void> | undefined;

  function take(payload: string): void {
    const { from, hasGap, messages } = Payload.parse(JSON.parse(payload));
    if (from === self) return;
    for (const message of messages) {
      for (const listener of listeners) listener(message);
    }
    if (hasGap) gap();
  }

  async function sendPending(): Promise<void> {
    while (pending.length > 0 || hasDropped) {
      const messages = pending.splice(0, MOST_AT_ONCE);
      const payload = JSON.stringify({ from: self, hasGap: hasDropped, messages });
      hasDropped = false;
      try {
        await sql`select pg_notify(${CHANNEL}, ${payload})`.execute(database);
      } catch (error) {
        log.warn({ err: error }, 'the other replicas could not be told');
        // They are told of a gap as soon as there is somebody to tell it to.
        pending = [];
        hasDropped = true;
        return;
      }
    }
  }

  let wasOpen = false;
  const session = keepSession(
    url,
    {
      async open(client) {
        client.on('notification', ({ payload = '' }) => {
          try {
            take(payload);
          } catch (error) {
            // Of a newer version, perhaps: something has changed, that much is known.
            log.warn({ err: error }, 'a message of another replica could not be read');
            gap();
          }
        });
        await client.query(`listen ${CHANNEL}`);
        if (wasOpen) gap();
        wasOpen = true;
      },
      async beat(client) {
        await client.query('select 1');
        if (hasDropped) send();
      },
      onLost: () => undefined,
    },
    log,
  );

  function send(message?: ReplicaMessage): void {
    if (message !== undefined) pending.push(message);
    sending ??= sendPending().finally(() => (sending = undefined));
  }

  return {
    send,
    onMessage: (listener) => void listeners.push(listener),
    onGap: (listener) => void gapListeners.push(listener),
    async stop() {
      await sending;
      await session.stop();
    },
  };
}

const Payload = z.object({ from: z.string(), hasGap: z.boolean(), messages: z.array(ReplicaMessage) });
const CHANNEL = 'crypto_cmp_console';
/** A payload is at most 8,000 octets, a message at most some 200. */
const MOST_AT_ONCE = 30;
