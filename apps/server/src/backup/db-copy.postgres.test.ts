import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { createTrustpoint, runEnrollment, trustpointOf } from '../../test/run-enrollment.ts';
import { runCommand } from '../../test/run-command.ts';
import { makeFolder, startConsole } from '../../test/start-console.ts';
import { labPolicy, startLab } from '../../test/start-lab.ts';
import { databaseEnvironment } from '../../test/test-database.ts';
import { openUnchanged } from '../storage/open-database.ts';
import { openPostgres } from '../storage/postgres-dialect.ts';
import { openSqlite } from '../storage/sqlite-dialect.ts';
import { readAllRows } from '../storage/tables.ts';

vi.setConfig({ testTimeout: 120_000 });

const SQLITE = { DATABASE_URL: '' };

test('moves a console from SQLite to PostgreSQL and back, row for row, and its certificates renew', async () => {
  const lab = await startLab();
  const first = await startConsole({ environment: SQLITE });
  const { dataDir, masterKeyFile } = first.settings;
  const { trustpointId } = await createTrustpoint(first.client, labPolicy(lab));
  await runEnrollment(first.client, trustpointId);
  const before = await trustpointOf(first.client, trustpointId);

  const running = await runCommand(['copy'], dataDir);
  expect(running).toMatchObject({ exitCode: 1, printed: '' });
  expect(running.said).toContain('Another console already works in the data folder');
  await first.close();
  const rows = await allRows(dataDir, 'sqlite');
  expect(await runCommand(['copy'], dataDir)).toMatchObject({ exitCode: 0, said: '' });
  expect(await allRows(dataDir, 'sqlite')).toEqual(rows);
  expect(await allRows(dataDir, 'postgresql')).toEqual(rows);

  const second = await startConsole({ dataDir });
  expect((await trustpointOf(second.client, trustpointId)).certificate).toEqual(before.certificate);
  expect(await runEnrollment(second.client, trustpointId, 'renew')).toMatchObject({
    state: 'succeeded',
    requestType: 'kur',
  });

  const empty = makeFolder();
  const back = async () =>
    await runCommand(['copy', '--to', 'sqlite'], empty, await environmentOf(dataDir, masterKeyFile));
  const whileRunning = await back();
  expect(whileRunning).toMatchObject({ exitCode: 1, printed: '' });
  expect(whileRunning.said).toContain('A console works with the database');
  await second.close();
  expect(await back()).toMatchObject({ exitCode: 0, said: '' });
  const third = await startConsole({ dataDir: empty, environment: { ...SQLITE, MASTER_KEY_FILE: masterKeyFile } });
  expect(await runEnrollment(third.client, trustpointId, 'renew')).toMatchObject({ state: 'succeeded' });
});

test('copies into nothing that was used', async () => {
  const first = await startConsole({ environment: SQLITE });
  await first.close();
  const { dataDir } = first.settings;
  expect(await runCommand(['copy'], dataDir)).toMatchObject({ exitCode: 0 });
  const rows = await allRows(dataDir, 'postgresql');

  const again = await runCommand(['copy'], dataDir);
  expect(again).toMatchObject({ exitCode: 1 });
  expect(again.said).toContain('The target is not empty');
  expect(await allRows(dataDir, 'postgresql')).toEqual(rows);
  expect((await runCommand(['copy'], dataDir, SQLITE)).said).toContain('Set DATABASE_URL');
  expect((await runCommand(['copy', '--to', 'oracle'], dataDir)).said).toContain('expected postgresql or sqlite');
  expect((await runCommand(['copy'], makeFolder())).said).toContain('There is no console in');
});

test('restores a backup of either engine into the other', async () => {
  const lab = await startLab();
  const first = await startConsole({ environment: SQLITE });
  const { trustpointId } = await createTrustpoint(first.client, labPolicy(lab));
  await runEnrollment(first.client, trustpointId);
  const [onPostgres, onSqlite, folder] = [makeFolder(), makeFolder(), makeFolder()];

  await runCommand(['backup', '--to', join(folder, '1.age')], first.settings.dataDir, SQLITE);
  await first.close();
  expect(await runCommand(['restore', '--from', join(folder, '1.age')], onPostgres)).toMatchObject({ exitCode: 0 });
  const second = await startConsole({ dataDir: onPostgres });
  expect(await runEnrollment(second.client, trustpointId, 'renew')).toMatchObject({ state: 'succeeded' });

  await runCommand(['backup', '--to', join(folder, '2.age')], onPostgres);
  await second.close();
  expect(await runCommand(['restore', '--from', join(folder, '2.age')], onSqlite, SQLITE)).toMatchObject({
    exitCode: 0,
  });
  const third = await startConsole({ dataDir: onSqlite, environment: SQLITE });
  expect(await runEnrollment(third.client, trustpointId, 'renew')).toMatchObject({ state: 'succeeded' });
});

/** The PostgreSQL database of one data folder, for a command that works in another one. */
async function environmentOf(dataDir: string, masterKeyFile: string) {
  return { ...(await databaseEnvironment(dataDir)), MASTER_KEY_FILE: masterKeyFile };
}

async function allRows(dataDir: string, engine: 'sqlite' | 'postgresql') {
  const { DATABASE_URL: url = '' } = await databaseEnvironment(dataDir);
  const database = await openUnchanged(
    engine === 'sqlite' ? openSqlite(join(dataDir, 'console.db')) : openPostgres(url, console),
  );
  const rows: unknown[] = [];
  await database.transaction().execute(async (transaction) => {
    for await (const some of readAllRows(transaction)) {
      // Octets come as a Buffer of either engine; columns may stand in another order.
      for (const row of some.rows) {
        const named = some.columns.map((column, index): [string, unknown] => [column, row[index]]);
        rows.push([some.table, Object.fromEntries(named)]);
      }
    }
  });
  await database.destroy();
  return rows;
}
