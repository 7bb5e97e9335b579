import { CamelCasePlugin, type Dialect, Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';

import { StartError } from '../start-error.ts';
import type { Database } from './database.ts';
import { firstTables } from './migrations/0001-first-tables.ts';
import { serverGates } from './migrations/0003-server-gates.ts';

/** Opens the database and brings its tables up to date. */
export async function openDatabase(dialect: Dialect): Promise<Kysely<Database>> {
  const database = new Kysely<Database>({
    dialect,
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  try {
    await migrate(database);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return database;
}

async function migrate(database: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({
    // Migrations write column names as the database has them.
    db: database.withoutPlugins(),
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (error instanceof Error && error.message.includes('corrupted migrations')) {
    throw new StartError(
      'database-newer',
      'The database was written by a newer version of the console. Start that version, or use another DATA_DIR.',
      { cause: error },
    );
  }
  throw error instanceof Error ? error : new Error('the migration failed', { cause: error });
}

/** In the order of their names; a released migration is never changed. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-first-tables': firstTables,
  '0003-server-gates': serverGates,
};
