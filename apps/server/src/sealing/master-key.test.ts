import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { readMasterKey } from './master-key.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'console-key-'));
  file = join(folder, 'master.key');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('makes a key of 32 octets for its owner alone, and reads the same one again', () => {
  const made = readMasterKey(file, true);

  expect(made.isNew).toBe(true);
  expect(made.bytes).toHaveLength(32);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['master.key']);
  expect(readMasterKey(file, true)).toEqual({ bytes: made.bytes, isNew: false });
});

test.each([0o640, 0o604, 0o644, 0o660])('refuses a key of mode %o: others can read it', (mode) => {
  readMasterKey(file, true);
  chmodSync(file, mode);

  expect(() => readMasterKey(file, true)).toThrow(expect.objectContaining({ code: 'master-key-exposed' }));
});

test.each(['', 'zz', '00'.repeat(31), '00'.repeat(33)])('refuses a damaged key (%s)', (text) => {
  writeFileSync(file, text, { mode: 0o600 });

  expect(() => readMasterKey(file, true)).toThrow(expect.objectContaining({ code: 'master-key-malformed' }));
});

test('makes no new key when the database was sealed with an old one', () => {
  expect(() => readMasterKey(file, false)).toThrow(expect.objectContaining({ code: 'master-key-missing' }));
  expect(readdirSync(folder)).toEqual([]);
});

test('says so when the file cannot be read', () => {
  expect(() => readMasterKey(folder, true)).toThrow(expect.objectContaining({ code: 'master-key-unreadable' }));
});
