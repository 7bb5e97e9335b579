import type { Kysely } from 'kysely';

import type { Database } from '../storage/database.ts';
import { readMigrations } from '../storage/open-database.ts';
import { countAllRows } from '../storage/tables.ts';
import { BackupError } from './backup-error.ts';

/**
 * Nothing is ever written over: an installation that is there already may be the only one of its kind.
 *
 * @param migrations of the rows that are to come
 * @throws {BackupError} when the database has rows, or tables of a later version
 */
export async function refuseUsedTarget(database: Kysely<Database>, migrations: readonly string[]): Promise<void> {
  const counts = await database.transaction().execute(countAllRows);
  const [first] = counts;
  if (first !== undefined) {
    throw new BackupError(
      'target-not-empty',
      `The target is not empty: its table ${first[0]} has ${first[1]} rows. Use a new database or data folder, in which no console was ever started.`,
    );
  }
  const present = await readMigrations(database);
  if (present.some((name) => !migrations.includes(name))) {
    throw new BackupError(
      'target-newer',
      'The target has the tables of a later version already. Use a new database or data folder, in which no console was ever started.',
    );
  }
}
