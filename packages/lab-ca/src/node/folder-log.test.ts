import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openFolderLog } from './folder-log.ts';

describe('a log', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'folder-log-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('keeps what is written at once whole and in order, for its owner only', async () => {
    const path = join(folder, 'log');
    const log = openFolderLog(path, 0o600);
    const lines = Array.from({ length: 200 }, (_, at) => `line ${at} ${'x'.repeat(at)}\n`);
    await Promise.all(lines.map(async (line) => log.append(line)));
    expect(await readFile(path, 'utf8')).toBe(lines.join(''));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('says when it cannot write, each time', async () => {
    const path = join(folder, 'missing', 'log');
    const log = openFolderLog(path, 0o600);
    await expect(log.append('one\n')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(Promise.all([log.append('two\n'), log.append('three\n')])).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
