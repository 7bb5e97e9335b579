import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { runCommand } from '../../test/run-command.ts';
import { makeFolder, startConsole } from '../../test/start-console.ts';
import { createSealer } from '../sealing/sealer.ts';
import { openSqlite } from '../storage/sqlite-dialect.ts';
import { openUnchanged, readMigrations, MIGRATION_NAMES } from '../storage/open-database.ts';
import { writeEncryptedFile } from './encrypted-file.ts';

vi.setConfig({ testTimeout: 60_000 });

const MASTER_KEY = 'ab'.repeat(32);
const INSTALLATION = {
  table: 'installation',
  columns: ['name', 'value'],
  rows: [['master-key-check', createSealer(Buffer.from(MASTER_KEY, 'hex')).keyCheckValue]],
};
const POLICY = {
  table: 'policies',
  columns: [
    'id',
    'name',
    'name_key',
    'description',
    'settings',
    'search_text',
    'trustpoint_count',
    'version',
    'created_at',
    'updated_at',
  ],
  rows: [
    [
      'p',
      'branch',
      'branch',
      '',
      '{"certificateRenewalTimeout":14,"keyType":"ec-p256","servers":[],"trustAnchors":[]}',
      'branch',
      0,
      1,
      1,
      1,
    ],
  ],
};

test('restores what an older version has saved, and brings it up to date', async () => {
  const dataDir = makeFolder();
  const file = await backupOf({ migrations: ['0001-first-tables'] }, [
    INSTALLATION,
    POLICY,
    { end: { installation: 1, policies: 1 } },
  ]);

  expect(await runOnSqlite(['restore', '--from', file], dataDir)).toMatchObject({ exitCode: 0, said: '' });
  const database = await openUnchanged(openSqlite(join(dataDir, 'console.db')));
  expect(await readMigrations(database)).toEqual(MIGRATION_NAMES);
  expect(await database.selectFrom('policies').select('name').execute()).toEqual([{ name: 'branch' }]);
  await database.destroy();
});

test.each([
  ['tables of a newer version', { migrations: [...MIGRATION_NAMES, '9999-later'] }, [], 'was made by a newer version'],
  ['a newer format', { formatVersion: 2 }, [], 'was made by a newer version'],
  ['something else', { format: 'a diary' }, [], 'is no backup of a console'],
  ['no end', {}, [INSTALLATION], 'was cut off or altered'],
  ['an end that counts other rows', {}, [INSTALLATION, { end: { installation: 2 } }], 'was cut off or altered'],
  ['rows after its end', {}, [INSTALLATION, { end: { installation: 1 } }, POLICY], 'was cut off or altered'],
  [
    'a key of another installation',
    { masterKey: '00'.repeat(32) },
    [INSTALLATION, { end: { installation: 1 } }],
    'was cut off or altered',
  ],
])('refuses a file with %s, and leaves the target empty', async (_what, header, lines, said) => {
  const dataDir = makeFolder();
  const file = await backupOf(header, lines);
  const whole = await backupOf({}, [INSTALLATION, { end: { installation: 1 } }]);

  const refused = await runOnSqlite(['restore', '--from', file], dataDir);
  expect(refused).toMatchObject({ exitCode: 1, printed: '' });
  expect(refused.said).toContain(said);
  expect(await runOnSqlite(['restore', '--from', whole], dataDir)).toMatchObject({ exitCode: 0, said: '' });
});

test('saves no database of another version', async () => {
  const console_ = await startConsole({ environment: SQLITE });
  await console_.close();
  const { dataDir } = console_.settings;
  const database = await openUnchanged(openSqlite(join(dataDir, 'console.db')));
  await database
    .withoutPlugins()
    .deleteFrom('kysely_migration' as 'installation')
    .where('name', '=', '0006-list-indexes')
    .execute();
  await database.destroy();

  const refused = await runOnSqlite(['backup', '--to', join(makeFolder(), 'b.age')], dataDir);
  expect(refused).toMatchObject({ exitCode: 1 });
  expect(refused.said).toContain('of another version of the console');
});

async function backupOf(header: object, lines: readonly object[]): Promise<string> {
  const file = join(makeFolder(), 'b.age');
  const first = {
    format: 'crypto-cmp-console backup',
    formatVersion: 1,
    createdAt: '2026-01-02T03:04:05.000Z',
    engine: 'sqlite',
    migrations: MIGRATION_NAMES,
    masterKey: MASTER_KEY,
    ...header,
  };
  async function* text(): AsyncGenerator<string> {
    for (const line of [first, ...lines]) yield `${JSON.stringify(line)}\n`;
  }
  await writeEncryptedFile(file, text(), { passphrase: 'correct horse battery staple', workFactor: 4 });
  return file;
}

const SQLITE = { DATABASE_URL: '' };

async function runOnSqlite(args: readonly string[], dataDir: string) {
  return await runCommand(args, dataDir, SQLITE);
}
