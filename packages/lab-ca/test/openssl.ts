import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Skipped on a desk without `openssl`, where vitest shows it; in CI the tests run and fail, so that none goes missing. */
export const withoutOpenssl: boolean =
  spawnSync('openssl', ['version']).error !== undefined && process.env['CI'] === undefined;

/** Runs `openssl` with files of these names and contents in a folder of its own; throws with its complaint when it fails. */
export function openssl(
  args: readonly string[],
  input: Uint8Array,
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Uint8Array {
  const cwd = mkdtempSync(join(tmpdir(), 'lab-ca-openssl-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
    return new Uint8Array(
      execFileSync('openssl', args, { input, cwd, timeout: 60_000, stdio: ['pipe', 'pipe', 'pipe'] }),
    );
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
