import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { fromHex, toHex } from '@crypto-cmp/der';

import type { Input } from './target.ts';

/** A broken promise, by the smallest input that still breaks it. */
export interface Finding {
  readonly target: string;
  readonly input: Input;
  readonly error: string;
}

/** As JSON, and how to see it again. */
export function writeFinding(folder: string, finding: Finding): string {
  mkdirSync(folder, { recursive: true });
  const { target, input, error } = finding;
  const file = join(folder, `${target}-${fingerprint(input)}.json`);
  const again = `npm run fuzz -- --replay ${file}`;
  const content = { again, target, seed: input.seed, repair: input.repair, error, bytes: toHex(input.bytes) };
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  return file;
}

/** The input of such a file. */
export function readFinding(file: string | URL): { readonly target: string; readonly input: Input } {
  // as: written by writeFinding
  const { target, seed, repair, bytes } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  if (target === undefined || seed === undefined || repair === undefined || bytes === undefined) {
    throw new TypeError('expected target, seed, repair and bytes');
  }
  return { target, input: { seed, repair, bytes: fromHex(bytes) } };
}

function fingerprint({ seed, repair, bytes }: Input): string {
  const text = `${seed} ${repair} ${toHex(bytes)}`;
  let mixed = 0x811c9dc5;
  for (const letter of text) mixed = Math.imul(mixed ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (mixed >>> 0).toString(16).padStart(8, '0');
}
