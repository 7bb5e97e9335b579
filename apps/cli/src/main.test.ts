import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const run = (input: string, ...argv: readonly string[]) =>
  spawnSync(process.execPath, [main, ...argv], { encoding: 'utf8', input, env: { PATH: '' }, timeout: 30_000 });

it('prints help and ends with 0', () => {
  expect(run('', '--help')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('cmp inspect') });
});

it('says in one line what is wrong, and ends with 1', () => {
  const { status, stdout, stderr } = run('', '-cmd', 'ir');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toBe('cmp: error: -server: it is needed, unless -rspin gives the answers\n');
});

it('reads a message from standard input', () => {
  const { status, stdout } = run('MAUCAQICAQM=', 'inspect', '-');
  expect(status).toBe(1);
  expect(stdout).toContain('PKIMessage');
});

it('does not show a secret that was written without quotes', () => {
  const { status, stdout, stderr } = run('', '-cmd', 'ir', '-secret', 'pass:open', 'sesame');
  expect(status).toBe(1);
  expect(stdout + stderr).not.toMatch(/open|sesame/);
});

it('ends without a word when nobody reads on', async () => {
  const child = spawn(process.execPath, [main, '--help'], { env: { PATH: '' }, timeout: 30_000 });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdout.destroy();
  const code = await new Promise((resolve) => void child.once('close', resolve));
  expect({ code, said }).toEqual({ code: 0, said: '' });
});
