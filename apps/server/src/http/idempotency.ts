import type { FastifyRequest } from 'fastify';
import type { Kysely, Transaction } from 'kysely';

import { refusal } from '../refusal.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Database } from '../storage/database.ts';
import { takeTurn } from '../storage/take-turn.ts';
import { transact } from '../storage/transact.ts';

/** What a request made, and whether it made it just now. */
export interface Made {
  readonly id: string;
  readonly isNew: boolean;
}

/**
 * Makes something once for an Idempotency-Key: the same request with the same key, sent again because an answer was
 * lost, finds what the first one made. Key and thing are committed together.
 *
 * A key is remembered for a day. The body goes into the fingerprint through a keyed hash, since it may hold a secret.
 */
export async function makeOnce(
  { database, sealer, now }: { database: Kysely<Database>; sealer: Sealer; now: () => number },
  request: FastifyRequest,
  make: (database: Transaction<Database>) => Promise<string>,
): Promise<Made> {
  const key = request.headers['idempotency-key'];
  return await transact(database, async (transaction) => {
    if (typeof key !== 'string') return { id: await make(transaction), isNew: true };
    const fingerprint = sealer.fingerprint(`${request.method} ${request.url} ${JSON.stringify(request.body ?? null)}`);
    await takeTurn(transaction, `idempotency key ${key}`);
    const before = await transaction
      .selectFrom('idempotencyKeys')
      .selectAll()
      .where('key', '=', key)
      .where('createdAt', '>', now() - REMEMBERED_MS)
      .executeTakeFirst();
    if (before !== undefined) {
      if (before.fingerprint === fingerprint) return { id: before.resourceId, isNew: false };
      throw refusal('idempotency-key-reused', 'Use a new key for each new request.');
    }
    const id = await make(transaction);
    await transaction
      .deleteFrom('idempotencyKeys')
      .where('createdAt', '<=', now() - REMEMBERED_MS)
      .execute();
    await transaction
      .insertInto('idempotencyKeys')
      .values({ key, fingerprint, resourceId: id, createdAt: now() })
      .execute();
    return { id, isNew: true };
  });
}

const REMEMBERED_MS = 24 * 3_600_000;
