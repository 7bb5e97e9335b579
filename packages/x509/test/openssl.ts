import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Whether tests that hold our work against OpenSSL's are skipped: on a desk without `openssl`, where vitest shows them as
 * such. In CI they run and fail, so that they cannot go missing unnoticed.
 */
export const withoutOpenssl: boolean = isMissing() && process.env['CI'] === undefined;

/** Runs `openssl` and returns what it printed; throws with its complaint when it fails. */
export function openssl(args: readonly string[], input: string | Uint8Array = ''): Buffer {
  return execFileSync('openssl', args, { input, timeout: 60_000, stdio: ['pipe', 'pipe', 'pipe'] });
}

/** Runs `openssl` where its verdict is the question: everything it printed, and whether it was content. */
export function askOpenssl(args: readonly string[], input: string | Uint8Array = ''): { ok: boolean; said: string } {
  const { status, stdout, stderr } = spawnSync('openssl', args, { input, timeout: 60_000 });
  return { ok: status === 0, said: `${stdout.toString()}${stderr.toString()}` };
}

/** Does something with a folder that is gone afterwards. */
export async function inFolder<T>(use: (path: (name: string) => string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'x509-'));
  try {
    return await use((name) => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function isMissing(): boolean {
  return spawnSync('openssl', ['version']).error !== undefined;
}
