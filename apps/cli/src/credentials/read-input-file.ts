import { readFile } from 'node:fs/promises';

import { CliError } from '../cli-error.ts';
import type { OptionName } from '../options/options.ts';

/** @throws CliError */
export async function readInputFile(path: string, option: OptionName): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await readFile(path));
  } catch (error) {
    throw new CliError(`-${option}: cannot read ${path}: ${reasonOf(error)}`);
  }
  if (bytes.length === 0) throw new CliError(`-${option}: ${path} is empty`);
  return bytes;
}

/** A few words for what the operating system says. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (code === '' ? 'unknown reason' : code);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
};
