import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { makeFolder } from '../test/start-console.ts';
import { startServer } from '../test/start-server.ts';

// Whole processes, several in a test, beside everything else that is being tested.
vi.setConfig({ testTimeout: 60_000 });

test('says where it listens, works, and stops with 0 at SIGTERM', async () => {
  const folder = makeFolder();
  const server = startServer({ DATA_DIR: folder });
  const url = await server.listening();
  const response = await fetch(`${url}/api/v1/health/ready`);

  expect(await response.json()).toMatchObject({ status: 'ready' });
  expect(statSync(join(folder, 'master.key')).mode & 0o777).toBe(0o600);
  expect(
    readFileSync(join(folder, 'console.db')).includes(readFileSync(join(folder, 'master.key')).subarray(0, 64)),
  ).toBe(false);
  const before = performance.now();
  server.kill('SIGTERM');
  expect(await server.exitCode).toBe(0);
  expect(performance.now() - before).toBeLessThan(10_000);
});

test('refuses a data folder that another console works in, and takes it over after that one was killed', async () => {
  const folder = makeFolder();
  const first = startServer({ DATA_DIR: folder });
  await first.listening();

  const second = startServer({ DATA_DIR: folder });
  expect(await second.exitCode).toBe(1);
  expect(second.errors()).toMatch(/^Another console already works in the data folder .*DATA_DIR.*\n$/);

  first.kill('SIGKILL');
  await first.exitCode;
  const third = startServer({ DATA_DIR: folder });
  await third.listening();
  third.kill('SIGINT');
  expect(await third.exitCode).toBe(0);
});

test('refuses a key that others can read, that is of another database, or that is gone', async () => {
  const folder = makeFolder();
  const first = startServer({ DATA_DIR: folder });
  await first.listening();
  first.kill('SIGTERM');
  await first.exitCode;
  const keyFile = join(folder, 'master.key');

  chmodSync(keyFile, 0o644);
  expect(await failure({ DATA_DIR: folder })).toMatch(/can be read by other users \(mode 644\).*chmod 600/);
  chmodSync(keyFile, 0o600);
  writeFileSync(keyFile, '00'.repeat(32));
  expect(await failure({ DATA_DIR: folder })).toContain('is not the one this database was sealed with');
  expect(await failure({ DATA_DIR: folder, MASTER_KEY_FILE: join(folder, 'none') })).toContain('is not there');
  expect(existsSync(join(folder, 'none'))).toBe(false);
});

test('says in one line that its database, its key or its folder cannot be used', async () => {
  const folder = makeFolder();
  const file = join(folder, 'console.db');
  writeFileSync(file, 'this was a database once, and is none any more'.repeat(100));

  expect(await failure({ DATA_DIR: folder })).toMatch(/^The database .* is damaged: .*backup.*\n$/);
  expect(await failure({ DATA_DIR: makeFolder(), MASTER_KEY_FILE: join(folder, 'none', 'key') })).toMatch(
    /^The master key .* cannot be made: .*\n$/,
  );
  expect(await failure({ DATA_DIR: file })).toMatch(/^The data folder .* cannot be made: .*\n$/);
});

test('listens on this computer alone, and says why', async () => {
  expect(await failure({ DATA_DIR: makeFolder(), HOST: '0.0.0.0' })).toMatch(
    /^HOST is "0.0.0.0": .*no sign-in yet.*\n$/,
  );
});

test('says which port is taken', async () => {
  const first = startServer({ DATA_DIR: makeFolder() });
  const { port } = new URL(await first.listening());

  expect(await failure({ DATA_DIR: makeFolder(), PORT: port })).toMatch(new RegExp(`^Port ${port} of 127.0.0.1`));
});

test('lists its settings at --help', async () => {
  const server = startServer({}, ['--help']);

  expect(await server.exitCode).toBe(0);
  for (const setting of ['HOST', 'PORT', 'DATA_DIR', 'MASTER_KEY_FILE', 'LOG_LEVEL', 'LAB_CA_DIR']) {
    expect(server.output()).toContain(setting);
  }
});

async function failure(environment: Record<string, string>): Promise<string> {
  const server = startServer(environment);
  expect(await server.exitCode).toBe(1);
  return server.errors();
}
