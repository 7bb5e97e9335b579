import { readdirSync, readFileSync } from 'node:fs';

import type { Seed } from '../running/target.ts';

/** Messages of `openssl cmp`: packages/cmp/testdata/README.md. */
export function readCaptures(): readonly Seed[] {
  const folder = new URL('openssl/', TESTDATA);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.der'))
    .toSorted()
    .map((file) => ({ name: file, bytes: new Uint8Array(readFileSync(new URL(file, folder))) }));
}

/** A revocation list of `openssl ca`. */
export function readCapturedList(): Uint8Array {
  return new Uint8Array(readFileSync(new URL('crl.der', TESTDATA)));
}

const TESTDATA = new URL('../../../packages/cmp/testdata/', import.meta.url);
