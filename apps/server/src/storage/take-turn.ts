import { sql, type Transaction } from 'kysely';

import type { Database } from './database.ts';
import { isPostgres } from './postgres-dialect.ts';

/**
 * Waits until no other transaction is at the same thing, and keeps the others waiting until this one ends. SQLite has one
 * writer at a time anyway.
 */
export async function takeTurn(database: Transaction<Database>, thing: string): Promise<void> {
  if (isPostgres(database)) await sql`select pg_advisory_xact_lock(hashtextextended(${thing}, 0))`.execute(database);
}

/**
 * Keeps trustpoints as they are until this transaction ends, but for what it does itself. Whoever decides by what it has
 * read of one locks it first.
 */
export async function lockTrustpoints(
  database: Transaction<Database>,
  which: { readonly id: string } | { readonly policyId: string },
): Promise<void> {
  if (!isPostgres(database)) return;
  await database
    .selectFrom('trustpoints')
    .select('id')
    .where((where) => ('id' in which ? where('id', '=', which.id) : where('policyId', '=', which.policyId)))
    // Always in the same order, so that two who want several do not wait for each other.
    .orderBy('id')
    .forUpdate()
    .execute();
}
