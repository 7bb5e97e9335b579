import type { ExpressionBuilder, Kysely } from 'kysely';

import type { Database } from '../storage/database.ts';
import { readServerKey } from './server-key.ts';

/**
 * A server answers again: the renewals that failed for want of an answer, and would be tried again at their own time in
 * hours, are tried soon. Their own times, which lie apart by chance, spread them over two minutes.
 */
export async function hastenRenewals(database: Kysely<Database>, server: string, now: number): Promise<number> {
  const { numUpdatedRows } = await database
    .updateTable('trustpoints')
    .set((set) => ({ renewAt: set(set.val(now), '+', set('renewAt', '%', set.lit(SPREAD_MS))) }))
    .where((where) => where.and(isPostponed(where, server, now)))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/**
 * A server's circuit is half open, and nobody asks: the scheduler would only do so when the next renewal that failed there
 * is due again. One of them is brought forward, to see whether the server is back.
 */
export async function hastenOneRenewal(database: Kysely<Database>, server: string, now: number): Promise<void> {
  const first = await database
    .selectFrom('trustpoints')
    .select('id')
    .where((where) => where.and(isPostponed(where, server, now)))
    .orderBy('renewAt')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (first === undefined) return;
  await database.updateTable('trustpoints').set({ renewAt: now }).where('id', '=', first.id).execute();
}

/** Due, failed by transport, and put off beyond the next minutes. */
function isPostponed(where: ExpressionBuilder<Database, 'trustpoints'>, server: string, now: number) {
  const { transport, host, port } = readServerKey(server);
  return [
    where('renewFrom', '<=', now),
    where('renewAt', '>', now + SPREAD_MS),
    where('failureNeedsAction', '=', 0),
    // The column is written by JSON.stringify, of a failure whose first members are its kind and code.
    where('lastFailure', 'like', '%"kind":"transport"%'),
    where('policyId', 'in', (query) =>
      query
        .selectFrom('policyServers')
        .select('policyId')
        .where('transport', '=', transport)
        .where('host', '=', host)
        .where('port', '=', port),
    ),
  ];
}

const SPREAD_MS = 120_000;
