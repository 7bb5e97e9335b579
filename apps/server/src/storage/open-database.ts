import { CamelCasePlugin, Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';

import { StartError } from '../start-error.ts';
import type { Database } from './database.ts';
import type { DatabaseEngine } from './database-engine.ts';
import { firstTables } from './migrations/0001-first-tables.ts';
import { serverGates } from './migrations/0003-server-gates.ts';
import { unretriedFailures } from './migrations/0004-unretried-failures.ts';
import { alertTables } from './migrations/0005-alerts.ts';
import { listIndexes } from './migrations/0006-list-indexes.ts';

/**
 * Opens the database and brings its tables up to date. Processes that start at once do so one after the other.
 *
 * @throws {StartError} when it cannot be used
 */
export async function openDatabase(engine: DatabaseEngine): Promise<Kysely<Database>> {
  const database = new Kysely<Database>({
    dialect: engine.dialect,
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  try {
    // Migrations write column names as the database has them.
    const plain = database.withoutPlugins();
    await engine.check(plain);
    await migrate(plain);
    await engine.settle(plain);
  } catch (error) {
    await database.destroy();
    throw engine.explain(error);
  }
  return database;
}

async function migrate(database: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (error instanceof Error && error.message.includes('corrupted migrations')) {
    throw new StartError(
      'database-newer',
      'The database was written by a newer version of the console. Start that version, or use another database.',
      { cause: error },
    );
  }
  throw error instanceof Error ? error : new Error('the migration failed', { cause: error });
}

/** In the order of their names; a released migration is never changed. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-first-tables': firstTables,
  '0003-server-gates': serverGates,
  '0004-unretried-failures': unretriedFailures,
  '0005-alerts': alertTables,
  '0006-list-indexes': listIndexes,
};
