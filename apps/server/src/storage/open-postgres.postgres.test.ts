import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';

import { sql } from 'kysely';
import pg from 'pg';
import { expect, inject, onTestFinished, test, vi } from 'vitest';

import { PASSWORD } from '../../test/postgres-cluster.ts';
import { makeFolder, startConsole } from '../../test/start-console.ts';
import { startServer } from '../../test/start-server.ts';
import { databaseEnvironment } from '../../test/test-database.ts';
import { openDatabase } from './open-database.ts';
import { openPostgres } from './postgres-dialect.ts';

vi.setConfig({ testTimeout: 60_000 });

/** The server of the tests, with something else in its address. */
function addressWith(change: (url: URL) => void): string {
  const url = new URL(inject('postgresUrl') ?? '');
  change(url);
  return url.href;
}

async function emptyDatabase(name: string): Promise<string> {
  const client = new pg.Client(inject('postgresUrl') ?? '');
  await client.connect();
  await client.query(`drop database if exists ${name}`);
  await client.query(`create database ${name}`);
  await client.end();
  return addressWith((url) => (url.pathname = `/${name}`));
}

/** What a start over this database fails with. */
async function refusalOf(url: string): Promise<unknown> {
  try {
    const database = await openDatabase(openPostgres(url, console));
    await database.destroy();
    return 'started';
  } catch (error) {
    return error;
  }
}

test('three processes that start at once over an empty database make its tables once', async () => {
  const url = await emptyDatabase('console_test_three');
  const folder = makeFolder();
  const servers = [0, 1, 2].map(() => startServer({ DATA_DIR: folder, DATABASE_URL: url }));
  const addresses = await Promise.all(servers.map(async (server) => await server.listening()));

  for (const address of addresses) {
    expect(await (await fetch(`${address}/api/v1/health/ready`)).json()).toMatchObject({ status: 'ready' });
  }
});

test('says in one line why the database cannot be used, and never the password', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo; // a server that listens on a port has such an address
  silent.close();
  await once(silent, 'close');
  const cases = {
    'database-unreachable': addressWith((url) => (url.port = String(port))),
    'database-login-refused': addressWith((url) => (url.password = 'a-wrong-password')),
    'database-missing': addressWith((url) => (url.pathname = '/console_test_nowhere')),
    'database-unusable': addressWith((url) => (url.search = '?sslmode=verify-full')),
  };
  for (const [code, url] of Object.entries(cases)) {
    expect(await refusalOf(url)).toMatchObject({ code, name: 'StartError' });
    const server = startServer({ DATA_DIR: makeFolder(), DATABASE_URL: url });
    expect(await server.exitCode).toBe(1);
    expect(server.errors()).toMatch(/^[^\n]*PostgreSQL[^\n]*DATABASE_URL[^\n]*\n$/);
    expect(server.errors()).not.toMatch(new RegExp(`${PASSWORD}|a-wrong-password`));
  }
});

test('refuses a database that a newer version has written', async () => {
  const url = await emptyDatabase('console_test_newer');
  const database = await openDatabase(openPostgres(url, console));
  await sql`insert into kysely_migration (name, timestamp) values ('9999-of-tomorrow', '')`.execute(database);
  await database.destroy();

  expect(await refusalOf(url)).toMatchObject({ code: 'database-newer' });
});

test('refuses a replica with another master key', async () => {
  const { DATABASE_URL = '' } = await databaseEnvironment(makeFolder());
  await startConsole({ environment: { DATABASE_URL } });
  const MASTER_KEY_FILE = join(makeFolder(), 'key');

  const second = async () => await startConsole({ environment: { DATABASE_URL, MASTER_KEY_FILE } });
  await expect(second()).rejects.toMatchObject({ code: 'master-key-missing' });
  writeFileSync(MASTER_KEY_FILE, '00'.repeat(32), { mode: 0o600 });
  await expect(second()).rejects.toMatchObject({ code: 'master-key-wrong' });
});

test('a user that may not make tables is told so', async () => {
  const url = await emptyDatabase('console_test_powerless');
  const admin = new pg.Client(url);
  await admin.connect();
  onTestFinished(async () => await admin.end());
  await admin.query('drop role if exists console_test_reader');
  await admin.query("create role console_test_reader login password 'reader'");
  const asReader = new URL(url);
  asReader.username = 'console_test_reader';
  asReader.password = 'reader';

  // As is the default since PostgreSQL 15.
  await admin.query('revoke create on schema public from public');
  expect(await refusalOf(asReader.href)).toMatchObject({ code: 'database-unusable' });
});

test('sorts and compares text octet by octet, whatever the language of the server', async () => {
  const { DATABASE_URL = '' } = await databaseEnvironment(makeFolder());
  const database = await openDatabase(openPostgres(DATABASE_URL, console));
  onTestFinished(async () => await database.destroy());
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pg_attribute a join pg_class c on c.oid = a.attrelid
      join pg_collation l on l.oid = a.attcollation
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
      and c.relname not like 'kysely%' and l.collname <> 'C'`.execute(database);
  expect(rows).toEqual([{ count: 0 }]);
});
