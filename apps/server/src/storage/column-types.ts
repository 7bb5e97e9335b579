import { type Kysely, SqliteAdapter, sql } from 'kysely';

/** The type of a column of octets: engines differ in its name, and Kysely has none that fits all. */
export function binaryType(db: Kysely<unknown>) {
  return db.getExecutor().adapter instanceof SqliteAdapter ? sql`blob` : sql`bytea`;
}
