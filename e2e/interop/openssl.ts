import { execFile } from 'node:child_process';

export interface OpensslRun {
  readonly code: number;
  /** Both outputs, one after the other. */
  readonly output: string;
}

/** Runs `openssl` to its end; a code other than 0 is an outcome, not an error. */
export async function openssl(...args: readonly string[]): Promise<OpensslRun> {
  return new Promise((resolve, reject) => {
    execFile('openssl', [...args], { timeout: 30_000, encoding: 'utf8' }, (error, stdout, stderr) => {
      const output = stdout + stderr;
      if (error === null) resolve({ code: 0, output });
      else if (typeof error.code === 'number') resolve({ code: error.code, output });
      else reject(new Error(`openssl ${args[0] ?? ''} did not run to its end`, { cause: error }));
    });
  });
}

/** As {@link openssl}, for preparations that must go well. */
export async function opensslMust(...args: readonly string[]): Promise<string> {
  const { code, output } = await openssl(...args);
  if (code === 0) return output;
  throw new Error(`openssl ${args.join(' ')} ended with ${code}:\n${output}`);
}
