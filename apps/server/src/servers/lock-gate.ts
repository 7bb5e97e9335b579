import type { Selectable, Transaction } from 'kysely';

import type { Database, ServerGateTable } from '../storage/database.ts';

export type ServerGate = Selectable<ServerGateTable>;

/**
 * Takes the row of a CA server for this database transaction: whoever else decides about its places waits. Writing the
 * row locks it on every engine, and makes it where it is not there yet.
 */
export async function lockGate(database: Transaction<Database>, server: string): Promise<ServerGate> {
  return await database
    .insertInto('serverGates')
    .values({ server, startsFullAt: 0, failures: 0, openings: 0 })
    .onConflict((conflict) => conflict.column('server').doUpdateSet({ server }))
    .returningAll()
    .executeTakeFirstOrThrow();
}
