import pg from 'pg';
import type { TestProject } from 'vitest/node';

import { openDatabase } from '../src/storage/open-database.ts';
import { openPostgres } from '../src/storage/postgres-dialect.ts';
import { startCluster } from './postgres-cluster.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A PostgreSQL server to make databases in; undefined where the tests run on SQLite. */
    postgresUrl: string | undefined;
  }
}

/**
 * Before all tests of the run: a PostgreSQL server (a private one, or that of TEST_DATABASE_URL), and in it a database
 * with all tables, of which each console gets a copy.
 */
export async function setup(project: TestProject): Promise<void> {
  const given = process.env['TEST_DATABASE_URL'];
  const cluster = given === undefined || given === '' ? await startCluster() : undefined;
  const url = cluster?.url('postgres') ?? given ?? '';
  await inServer(url, `drop database if exists ${TEMPLATE}`);
  // An order of text that is not SQLite's, so that whoever relies on the order of the machine is found out.
  await inServer(url, `create database ${TEMPLATE} template template0 locale_provider icu icu_locale 'en-US'`).catch(
    async () => await inServer(url, `create database ${TEMPLATE}`),
  );
  const template = new URL(url);
  template.pathname = `/${TEMPLATE}`;
  const database = await openDatabase(openPostgres(template.href, console));
  await database.destroy();
  project.provide('postgresUrl', url);
  end = async () => {
    if (cluster !== undefined) return await cluster.remove();
    const names = await inServer(url, `select datname from pg_database where datname like '${TEMPLATE}%'`);
    for (const { datname } of names) await inServer(url, `drop database if exists "${datname}" with (force)`);
  };
}

/** After all tests. */
export async function teardown(): Promise<void> {
  await end();
}

let end = async (): Promise<void> => {};

async function inServer(url: string, statement: string): Promise<{ datname: string }[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<{ datname: string }>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** The databases of the tests are named after it. */
const TEMPLATE = 'console_test';
