import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROGRAM = join(import.meta.dirname, 'main.ts');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-ca-program-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the program', { timeout: 20_000 }, () => {
  it('helps, and says what it is for', async () => {
    const { code, output } = await runToEnd('--help');
    expect(code).toBe(0);
    expect(output).toContain('for trying and testing only');
    expect(output).toContain('--data');
  });

  it.each([
    [['--port', 'http']],
    [['--port', '65536']],
    [['--surprise']],
    [['--lifetime-seconds', '0']],
    [['--key-type', 'dsa']],
    [['--trust', '/dev/null']],
    [['--port', '0', '--data', '/dev/null/x']],
  ])('cannot start with %j, and says in one line why', async (args) => {
    const { code, output } = await runToEnd(...args);
    expect(code).toBe(1);
    expect(output.trimEnd().split('\n')).toHaveLength(1);
    expect(output).toMatch(/^The lab CA cannot start: .+\.$/m);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('prints what is needed, is ready, and stops on %s', async (signal) => {
    const data = join(folder, signal);
    const child = run('--port', '0', '--data', data);
    const output = await untilReady(child);
    const connection: unknown = JSON.parse(await readFile(join(data, 'connection.json'), 'utf8'));
    const [, url] = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(output) ?? [];
    expect(connection).toMatchObject({ url });
    // as: this test has just seen what is in it
    const { secret, referenceId } = connection as { secret: string; referenceId: string };
    for (const text of [secret, referenceId, join(data, 'root.pem'), `${url}/cmp`]) expect(output).toContain(text);
    expect(output.trimEnd().split('\n').at(-1)).toBe(`listening on ${url}`);

    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

function run(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function runToEnd(...args: readonly string[]): Promise<{ readonly code: unknown; readonly output: string }> {
  const child = run(...args);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = await once(child, 'close');
  return { code, output };
}

async function untilReady(child: ChildProcess): Promise<string> {
  let output = '';
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk);
    if (output.includes('listening on ')) return output;
  }
  throw new Error(`ended before it was ready: ${output}`);
}
