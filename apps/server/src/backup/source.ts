import type { Kysely, Transaction } from 'kysely';

import type { Database } from '../storage/database.ts';
import { MIGRATION_NAMES, readMigrations } from '../storage/open-database.ts';
import { isPostgres } from '../storage/postgres-dialect.ts';
import { BackupError } from './backup-error.ts';

/** Reads the database as it is at one moment, whatever is written to it meanwhile; nobody waits for that. */
export async function readSnapshot<Result>(
  database: Kysely<Database>,
  read: (transaction: Transaction<Database>) => Promise<Result>,
): Promise<Result> {
  // SQLite's transactions, in WAL mode, see the state at their first reading.
  const transaction = database.transaction();
  return isPostgres(database)
    ? await transaction.setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)
    : await transaction.execute(read);
}

/**
 * The migrations of a database that is to be read. It is not brought up to date here: nothing is written to a source.
 *
 * @throws {BackupError} when it is of another version than this program, or there is no console in it
 */
export async function readSourceVersion(database: Kysely<Database>): Promise<string[]> {
  const migrations = await readMigrations(database);
  const isUsed =
    migrations.length > 0 &&
    (await database.selectFrom('installation').select('name').limit(1).executeTakeFirst()) !== undefined;
  if (!isUsed) {
    throw new BackupError(
      'source-missing',
      'There is no console in this database yet. Look at DATA_DIR and DATABASE_URL: they are those of the console.',
    );
  }
  if (migrations.join() !== MIGRATION_NAMES.join()) {
    throw new BackupError(
      'source-version',
      'The database is of another version of the console than this program. Use the program of that version, or start this version on the database once: that brings it up to date.',
    );
  }
  return migrations;
}
