import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { lockDataFolder } from './data-folder-lock.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'console-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('refuses a second holder of the folder, and names the folder', () => {
  const lock = lockDataFolder(folder);

  expect(() => lockDataFolder(folder)).toThrow(
    expect.objectContaining({ code: 'data-folder-in-use', message: expect.stringContaining(folder) }),
  );
  lock.release();
  lockDataFolder(folder).release();
});

test('another process is refused while the first lives, and not after it was killed with SIGKILL', async () => {
  const script = `
    const { lockDataFolder } = await import(${JSON.stringify(new URL('data-folder-lock.ts', import.meta.url).href)});
    // Held by a name: a lock that nobody refers to goes with the garbage.
    globalThis.lock = lockDataFolder(${JSON.stringify(folder)});
    process.stdout.write('held');
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    expect(() => lockDataFolder(folder)).toThrow(expect.objectContaining({ code: 'data-folder-in-use' }));
  } finally {
    const ended = new Promise((resolve) => holder.once('exit', resolve));
    holder.kill('SIGKILL');
    await ended;
  }

  lockDataFolder(folder).release();
});
