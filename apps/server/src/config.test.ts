import { expect, test } from 'vitest';

import { isLoopbackHost, readSettings, settingsHelp } from './config.ts';

test('takes safe defaults: this computer only, the key inside the data folder', () => {
  const settings = readSettings({ DATA_DIR: '/srv/console' });

  expect(settings).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    masterKeyFile: '/srv/console/master.key',
    messageTimeoutSeconds: 30,
    enrollmentTimeoutSeconds: 300,
    labCaUrl: undefined,
  });
});

test.each(['0.0.0.0', '::', '192.0.2.7', 'console.example.com', '127.0.0.1.example.com', 'localhost.example.com'])(
  'refuses to listen on %s while there is no sign-in',
  (HOST) => {
    expect(() => readSettings({ HOST })).toThrow(expect.objectContaining({ code: 'host-not-loopback' }));
  },
);

test.each(['127.0.0.1', '127.1.2.3', '::1', '[::1]', 'localhost'])('listens on %s', (HOST) => {
  expect(readSettings({ HOST }).host).toBe(HOST.replaceAll(/[[\]]/g, ''));
  expect(isLoopbackHost(HOST)).toBe(true);
});

test.each([
  { PORT: '65536' },
  { PORT: '-1' },
  { PORT: '80a' },
  { MESSAGE_TIMEOUT_SECONDS: '0' },
  { ENROLLMENT_TIMEOUT_SECONDS: '1.5' },
  { LOG_LEVEL: 'loud' },
  { LAB_CA_URL: 'ftp://127.0.0.1' },
])('names the setting that is wrong: %o', (environment) => {
  const [name = ''] = Object.keys(environment);

  expect(() => readSettings(environment)).toThrow(
    expect.objectContaining({ code: 'bad-setting', message: expect.stringContaining(name) }),
  );
});

test('takes PostgreSQL by its address, with the parameters of libpq', () => {
  const DATABASE_URL = 'postgresql://console:p%40ss@db.example:5433/console?sslmode=verify-full';

  expect(readSettings({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
  expect(readSettings({}).databaseUrl).toBeUndefined();
});

test.each([
  'mysql://console:hidden@db.example/console',
  'postgres://console:hidden@db.example',
  'postgres://console:hidden@db.example:port/console',
  'console:hidden@db.example',
])('refuses a database address without repeating what may be a password: %s', (DATABASE_URL) => {
  expect(() => readSettings({ DATABASE_URL })).toThrow(
    expect.objectContaining({ code: 'bad-setting', message: expect.not.stringContaining('hidden') }),
  );
});

test('the help names every setting that is read', () => {
  const read = new Set<string>();
  readSettings(new Proxy({}, { get: (_, name) => void read.add(String(name)) }));

  expect(read.size).toBeGreaterThanOrEqual(10);
  for (const name of read) expect(settingsHelp()).toContain(`  ${name} `);
});
