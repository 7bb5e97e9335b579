import { readdirSync, readFileSync } from 'node:fs';

/** A message of `openssl cmp`: see README.md beside this file. */
export interface Capture {
  /** `rsa-pbm-ir-req-1` */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const folder = new URL('openssl/', import.meta.url);

export const captures: readonly Capture[] = readdirSync(folder)
  .filter((file) => file.endsWith('.der'))
  .toSorted()
  .map((file) => ({ name: file.replace(/\.der$/, ''), bytes: new Uint8Array(readFileSync(new URL(file, folder))) }));

export function capture(name: string): Uint8Array {
  const found = captures.find((candidate) => candidate.name === name);
  if (found === undefined) throw new TypeError(`no capture is called ${name}`);
  return found.bytes;
}
