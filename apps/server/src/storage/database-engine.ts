import type { Dialect, Kysely } from 'kysely';

import type { Database } from './database.ts';

/** A database as this server uses it: how to speak to it, and what is particular about it. */
export interface DatabaseEngine {
  readonly dialect: Dialect;
  /** Before the migrations: refuses a server that would not do. */
  check(database: Kysely<Database>): Promise<void>;
  /** After the migrations: whatever they cannot say for all engines alike. */
  settle(database: Kysely<Database>): Promise<void>;
  /** Why it cannot be used, as a person can act on it; an error of another kind stays as it is. */
  explain(error: unknown): unknown;
}
