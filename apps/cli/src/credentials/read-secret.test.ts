import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, it } from 'vitest';

import { fakeHost } from '../../test/fake-host.ts';
import { readSecret } from './read-secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'cmp-secret-'));
writeFileSync(join(folder, 'secret.txt'), 'from a file\nsecond line\n');
afterAll(() => rmSync(folder, { recursive: true }));
const host = fakeHost({ env: { SECRET: 'from the environment' }, input: 'from input\n' });

it.each([
  ['pass:a:b', 'a:b'],
  ['pass:', ''],
  ['env:SECRET', 'from the environment'],
  [`file:${join(folder, 'secret.txt')}`, 'from a file'],
  ['stdin', 'from input'],
  ['12345', '12345'],
  [':12345', ':12345'],
])('reads the source %s', async (source, secret) => {
  expect(await readSecret(source, 'secret', host)).toBe(secret);
});

it.each([
  ['env:NOT_THERE', '-secret: the environment variable NOT_THERE is not set'],
  ['file:/not/there', '-secret: cannot read the file after file:'],
  ['fd:3', '-secret: fd: is not offered'],
])('refuses the source %s', async (source, message) => {
  await expect(readSecret(source, 'secret', host)).rejects.toThrow(message);
});
