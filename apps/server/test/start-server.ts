import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { expect, onTestFinished } from 'vitest';

/** The real program, as `npm run serve` starts it. It ends with the test. */
export function startServer(environment: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  const exitCode = once(child, 'close').then(() => child.exitCode);
  return {
    exitCode,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    output: () => output,
    errors: () => errors,
    /** The address, once the program has said it. */
    async listening(): Promise<string> {
      await expect
        .poll(() => output + errors, { timeout: 30_000, interval: 10 })
        .toMatch(/^listening on http:\/\/\S+$/m);
      return /^listening on (http:\/\/\S+)$/m.exec(output)?.[1] ?? '';
    },
  };
}

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
