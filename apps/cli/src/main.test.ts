import { spawnSync } from 'node:child_process';
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
