import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** `openssl cmp -port`: OpenSSL's own mock of a CA, as a process. It always returns the certificate it was started with. */
export interface OpensslMock {
  readonly url: string;
  /** What it has printed so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Texts become files, whose paths stand in their place. */
export type MockArgument = string | { readonly file: string };

export async function startOpensslMock(args: readonly MockArgument[]): Promise<OpensslMock> {
  const directory = await mkdtemp(join(tmpdir(), 'cmp-mock-'));
  const words = await Promise.all(args.map(async (arg, index) => writeArgument(arg, join(directory, `${index}.pem`))));
  const child = spawn('openssl', ['cmp', '-config', '', '-port', '0', '-verbosity', '7', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A mock that a test forgets ends by itself.
    timeout: 60_000,
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  const port = await waitForPort(() => log);
  return {
    url: `http://127.0.0.1:${port}/`,
    log: () => log,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function writeArgument(argument: MockArgument, path: string): Promise<string> {
  if (typeof argument === 'string') return argument;
  await writeFile(path, argument.file, { mode: 0o600 });
  return path;
}

async function waitForPort(log: () => string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const port = /^ACCEPT \S*:(\d+)/m.exec(log())?.[1];
    if (port !== undefined) return port;
    await setTimeout(25);
  }
  throw new Error(`openssl cmp -port did not start: ${log()}`);
}
