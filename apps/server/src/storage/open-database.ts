import { CamelCasePlugin, Kysely, sql } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration';

import { StartError } from '../start-error.ts';
import type { Database } from './database.ts';
import type { DatabaseEngine } from './database-engine.ts';
import { firstTables } from './migrations/0001-first-tables.ts';
import { serverGates } from './migrations/0003-server-gates.ts';
import { unretriedFailures } from './migrations/0004-unretried-failures.ts';
import { alertTables } from './migrations/0005-alerts.ts';
import { listIndexes } from './migrations/0006-list-indexes.ts';
import { alertChecks } from './migrations/0007-alert-checks.ts';

/**
 * Opens the database and brings its tables up to date. Processes that start at once do so one after the other.
 *
 * @throws {StartError} when it cannot be used
 */
export async function openDatabase(engine: DatabaseEngine): Promise<Kysely<Database>> {
  return await open(engine, async (database) => {
    // Migrations write column names as the database has them.
    const plain = database.withoutPlugins();
    await migrateDatabase(plain);
    await engine.settle(plain);
  });
}

/** Opens the database as it stands, whatever its version; nothing is written to it. */
export async function openUnchanged(engine: DatabaseEngine): Promise<Kysely<Database>> {
  return await open(engine, async () => await Promise.resolve());
}

async function open(
  engine: DatabaseEngine,
  prepare: (database: Kysely<Database>) => Promise<void>,
): Promise<Kysely<Database>> {
  const database = new Kysely<Database>({
    dialect: engine.dialect,
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  try {
    await engine.check(database.withoutPlugins());
    await prepare(database);
  } catch (error) {
    await database.destroy();
    throw engine.explain(error);
  }
  return database;
}

/** The migrations that a database has seen, in their order; none where it is new. */
export async function readMigrations(database: Kysely<Database>): Promise<string[]> {
  const plain = database.withoutPlugins();
  const tables = await plain.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return [];
  const { rows } = await sql<{
    name: string;
  }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)} order by name`.execute(plain);
  return rows.map(({ name }) => name);
}

/** @param last where to stop, for rows that an older version has written; all of them where it is left out */
export async function migrateDatabase(database: Kysely<Database>, last?: string): Promise<void> {
  const migrator = new Migrator({
    db: database.withoutPlugins(),
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
  });
  const { error } = last === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(last);
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
  '0007-alert-checks': alertChecks,
};

/** The migrations of this version. */
export const MIGRATION_NAMES: readonly string[] = Object.keys(MIGRATIONS);
