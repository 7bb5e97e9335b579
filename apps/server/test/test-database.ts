import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { CamelCasePlugin, Kysely } from 'kysely';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';

import type { Database } from '../src/storage/database.ts';
import type { AtEnd } from './start-console.ts';
import { openPostgres } from '../src/storage/postgres-dialect.ts';
import { openSqlite } from '../src/storage/sqlite-dialect.ts';

/**
 * Where the console of a data folder keeps its tables: on PostgreSQL a database of its own, made when first asked for,
 * so that a second console of the same folder finds what the first one left.
 *
 * @returns the settings that say so, for the environment of a console
 */
export async function databaseEnvironment(dataDir: string): Promise<Record<string, string>> {
  const server = inject('postgresUrl');
  if (server === undefined) return {};
  const name = `console_test_${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
  await makeDatabase(server, name);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { DATABASE_URL: url.href };
}

/** The tables of a data folder's console, past the console. It is closed at the end of the test. */
export async function openStored(dataDir: string, atEnd: AtEnd = onTestFinished): Promise<Kysely<Database>> {
  const { DATABASE_URL: url } = await databaseEnvironment(dataDir);
  const { dialect } = url === undefined ? openSqlite(join(dataDir, 'console.db')) : openPostgres(url, console);
  const database = new Kysely<Database>({
    dialect,
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  atEnd(async () => await database.destroy());
  return database;
}

async function makeDatabase(server: string, name: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    const known = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (known.rowCount === 0) await client.query(`create database ${name} template console_test`);
  } finally {
    await client.end();
  }
}
