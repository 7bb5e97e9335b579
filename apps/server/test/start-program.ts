import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A program of ours in a process of its own, as its command starts it. Whoever starts it ends it. */
export interface Program {
  /** The address, once the program has said it. Rejects when the program ends before. */
  readonly listening: Promise<string>;
  /** Of the operating system's or its own making; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
  /** All it has written. */
  output(): string;
}

/** The console server (`npm run serve`). */
export function startConsoleProgram(environment: Readonly<Record<string, string>>): Program {
  return startProgram('../src/main.ts', [], { PORT: '0', LOG_LEVEL: 'error', ...environment });
}

/** The lab CA (`npm run lab-ca`). */
export function startLabCaProgram(folder: string): Program {
  return startProgram('../../../packages/lab-ca/src/node/main.ts', ['--port', '0', '--data', folder], {});
}

function startProgram(path: string, args: readonly string[], environment: Readonly<Record<string, string>>): Program {
  const child = spawn(process.execPath, [fileURLToPath(new URL(path, import.meta.url)), ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listening = Promise.withResolvers<string>();
  listening.promise.catch(() => undefined);
  const read = (chunk: string): void => {
    output += chunk;
    const url = /^listening on (http:\/\/\S+)$/m.exec(output)?.[1];
    if (url !== undefined) listening.resolve(url);
  };
  child.stdout.setEncoding('utf8').on('data', read);
  child.stderr.setEncoding('utf8').on('data', read);
  const ended = once(child, 'close').then(() => {
    listening.reject(new Error(`the program has ended before it was ready: ${output.slice(-2000)}`));
    return child.exitCode;
  });
  return { listening: listening.promise, ended, kill: (signal) => void child.kill(signal), output: () => output };
}
