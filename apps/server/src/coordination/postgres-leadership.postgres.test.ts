import pg from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';

import { makeFolder } from '../../test/start-console.ts';
import { startServer } from '../../test/start-server.ts';
import { databaseEnvironment } from '../../test/test-database.ts';
import { leadByLock } from './postgres-leadership.ts';

vi.setConfig({ testTimeout: 120_000 });

/** A takeover is promised within it. */
const TAKEOVER_MS = 30_000;

async function newDatabase() {
  const dataDir = makeFolder();
  const { DATABASE_URL: url = '' } = await databaseEnvironment(dataDir);
  const client = new pg.Client(url);
  await client.connect();
  onTestFinished(async () => await client.end());
  /** The server process of the session that leads. */
  const leader = async (): Promise<number | undefined> => {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_locks where locktype = 'advisory' and granted and objid = 4711002
         and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows[0]?.pid;
  };
  return { dataDir, url, client, leader };
}

test('one of several leads, and another one as soon as its session ends; never two', async () => {
  const { url, client, leader } = await newDatabase();
  const candidates = [0, 1, 2].map(() => leadByLock(url, console));
  onTestFinished(async () => void (await Promise.all(candidates.map(async (candidate) => await candidate.stop()))));
  const leaders = () => candidates.filter((candidate) => candidate.isLeader());
  await expect.poll(() => leaders().length, { timeout: 10_000 }).toBe(1);
  const [first] = leaders();

  let most = 0;
  const watching = setInterval(() => (most = Math.max(most, leaders().length)), 5);
  await client.query('select pg_terminate_backend($1)', [await leader()]);
  await expect.poll(leaders, { timeout: TAKEOVER_MS }).not.toContain(first);
  await expect.poll(() => leaders().length, { timeout: TAKEOVER_MS }).toBe(1);
  const [second] = leaders();
  await second?.stop();
  expect(second?.isLeader()).toBe(false);
  await expect.poll(() => leaders().length, { timeout: TAKEOVER_MS }).toBe(1);
  clearInterval(watching);
  expect(most).toBe(1);
});

test.each([
  { what: 'killed', signal: 'SIGKILL' },
  // As good as cut off: its connection stays open, and nothing comes over it.
  { what: 'frozen', signal: 'SIGSTOP' },
] as const)('another replica takes over within 30 seconds from one that is $what', async ({ signal }) => {
  const { dataDir, url, leader } = await newDatabase();
  const environment = { DATA_DIR: dataDir, DATABASE_URL: url };
  const first = startServer(environment);
  await first.listening();
  await expect.poll(leader, { timeout: 10_000 }).toBeDefined();
  const before = await leader();
  const second = startServer(environment);
  await second.listening();

  const killedAt = performance.now();
  first.kill(signal);
  await expect
    .poll(async () => ((await leader()) ?? before) !== before, { timeout: TAKEOVER_MS + 5000, interval: 200 })
    .toBe(true);
  expect(performance.now() - killedAt).toBeLessThan(TAKEOVER_MS);
});
