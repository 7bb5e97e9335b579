import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { sampleDraft, sampleTrustpoint } from '@crypto-cmp/policy/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { createTrustpoint, runEnrollment, trustpointOf, waitFor } from '../../test/run-enrollment.ts';
import { runCommand } from '../../test/run-command.ts';
import { type AtEnd, makeFolder, startConsole } from '../../test/start-console.ts';
import { labPolicy, startLab } from '../../test/start-lab.ts';
import { openStored } from '../../test/test-database.ts';

// Each backup and each restore makes a key of the passphrase, which is meant to take a second.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** A console with one policy, closed, and its backup. */
let saved: Awaited<ReturnType<typeof saveConsole>>;
const ends: (() => void | Promise<void>)[] = [];
beforeAll(async () => {
  saved = await saveConsole((end) => void ends.unshift(end));
});
afterAll(async () => {
  for (const end of ends) await end();
});

test('puts back an installation that works: certificates renew with their keys, secrets enroll, what ran has ended', async () => {
  const lab = await startLab();
  const first = await startConsole();
  const device = await createTrustpoint(first.client, labPolicy(lab));
  await runEnrollment(first.client, device.trustpointId);
  const slow = await createTrustpoint(first.client, labPolicy(lab, { name: 'slow', path: 'waiting' }));
  const begun = await first.client.trustpoints.startEnrollment({
    params: { id: slow.trustpointId },
    body: { operation: 'enroll' },
  });
  await waitFor(first.client, begun.id, ({ state }) => state === 'waiting');
  const before = await trustpointOf(first.client, device.trustpointId);
  const file = join(makeFolder(), 'console.age');
  const dataDir = makeFolder();

  // While it works.
  const backup = await runCommand(['backup', '--to', file], first.settings.dataDir);
  await first.close();
  const restored = await runCommand(['restore', '--from', file], dataDir);
  const second = await startConsole({ dataDir });
  const after = await trustpointOf(second.client, device.trustpointId);

  expect([backup, restored]).toMatchObject([{ exitCode: 0 }, { exitCode: 0 }]);
  expect(backup.printed).toContain('2 policies, 2 trustpoints, 1 certificates and 2 enrollments');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(second.settings.masterKeyFile).mode & 0o777).toBe(0o600);
  expect(after.certificate).toEqual(before.certificate);
  const lost = await second.client.enrollments.get({ params: { id: begun.id } });
  expect(lost).toMatchObject({
    state: 'failed',
    failure: { kind: 'local', code: 'restored-from-backup', certificateMayExist: true },
  });
  expect(await runEnrollment(second.client, device.trustpointId, 'renew')).toMatchObject({
    state: 'succeeded',
    requestType: 'kur',
  });
  expect(await runEnrollment(second.client, device.trustpointId, 'enroll')).toMatchObject({ state: 'succeeded' });
  expect((await trustpointOf(second.client, slow.trustpointId)).lastFailure).toMatchObject({
    title: 'Restored from a backup',
  });
});

test('says that a restored console was restored only once', async () => {
  const target = makeFolder();
  await runCommand(['restore', '--from', saved.file], target);
  const first = await startConsole({ dataDir: target });
  await first.close();
  const second = await startConsole({ dataDir: target });

  expect(first.log()).toContain('the console was restored from a backup');
  expect(second.log()).not.toContain('the console was restored from a backup');
});

test('has in the file no secret, name or key that can be read', async () => {
  const { file, settings } = saved;
  const octets = readFileSync(file).toString('latin1');

  expect(octets).toMatch(/^age-encryption\.org\/v1\n-> scrypt /);
  expect(octets).not.toContain(readFileSync(settings.masterKeyFile, 'utf8').trim());
  expect(octets).not.toContain('device');
});

test('restores into nothing that was used, and leaves it as it is', async () => {
  const { file, dataDir } = saved;
  const rows = await installationOf(dataDir);

  expect(await runCommand(['restore', '--from', file], dataDir)).toMatchObject({
    exitCode: 1,
    said: expect.stringContaining('The target is not empty') as string,
  });
  expect(await installationOf(dataDir)).toEqual(rows);
  expect(rows).toHaveLength(1);
});

test('refuses another passphrase, and a key file of another installation', async () => {
  const { file } = saved;
  const target = makeFolder();

  const wrong = await runCommand(['restore', '--from', file], target, { BACKUP_PASSPHRASE: 'not the one it was' });
  expect(wrong.said).toContain('The passphrase does not open');
  writeFileSync(join(target, 'master.key'), '00'.repeat(32), { mode: 0o600 });
  const other = await runCommand(['restore', '--from', file], target);
  expect(other.said).toContain('holds the master key of another installation');
  expect([wrong.exitCode, other.exitCode]).toEqual([1, 1]);
  expect(await installationOf(target)).toEqual([]);
});

test('refuses to read a console that is not there, or to write over a file', async () => {
  const { file, dataDir } = saved;
  const octets = readFileSync(file);

  expect((await runCommand(['backup', '--to', file], dataDir)).said).toContain('is there already');
  expect(readFileSync(file)).toEqual(octets);
  const nowhere = await runCommand(['backup', '--to', join(makeFolder(), 'b.age')], makeFolder());
  expect(nowhere).toMatchObject({ exitCode: 1, said: expect.stringContaining('There is no console in') as string });
});

test('takes a passphrase from a private file, and none that is short, exposed or missing', async () => {
  const { dataDir } = saved;
  const folder = makeFolder();
  const run = async (environment: Record<string, string>) =>
    (await runCommand(['backup', '--to', join(folder, 'b.age')], dataDir, { BACKUP_PASSPHRASE: '', ...environment }))
      .said;
  const passphraseFile = join(folder, 'passphrase');
  writeFileSync(passphraseFile, 'six words of a passphrase\n', { mode: 0o644 });

  expect(await run({})).toContain('There is no passphrase');
  expect(await run({ BACKUP_PASSPHRASE: 'short' })).toContain('at least 12');
  expect(await run({ BACKUP_PASSPHRASE_FILE: passphraseFile })).toContain('chmod 600');
  expect(await run({ BACKUP_PASSPHRASE_FILE: join(folder, 'none') })).toContain('cannot be read');
  expect(readdirSync(folder)).toEqual(['passphrase']);

  const own = join(folder, 'own');
  writeFileSync(own, 'six words of a passphrase\n', { mode: 0o600 });
  expect(await run({ BACKUP_PASSPHRASE_FILE: own })).toBe('');
  const target = { BACKUP_PASSPHRASE: 'six words of a passphrase' };
  const check = await runCommand(['restore', '--from', join(folder, 'b.age'), '--check'], makeFolder(), target);
  expect(check.printed).toContain('is whole: 1 policies');
});

test('checks a backup without writing anything', async () => {
  const { file } = saved;
  const target = makeFolder();

  expect(await runCommand(['restore', '--from', file, '--check'], target)).toMatchObject({ exitCode: 0 });
  expect(existsSync(join(target, 'master.key'))).toBe(false);
});

async function installationOf(dataDir: string) {
  const stored = await openStored(dataDir, () => undefined);
  const rows = await stored.selectFrom('installation').selectAll().execute();
  await stored.destroy();
  return rows;
}

async function saveConsole(atEnd: AtEnd) {
  const console_ = await startConsole({ atEnd });
  const draft = sampleDraft({ trustpoints: [sampleTrustpoint({ name: 'device' })] });
  await createTrustpoint(console_.client, draft);
  await console_.close();
  const file = join(makeFolder(atEnd), 'console.age');
  const { dataDir } = console_.settings;
  expect(await runCommand(['backup', '--to', file], dataDir)).toMatchObject({ exitCode: 0, said: '' });
  return { file, dataDir, settings: console_.settings };
}
