import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { X509Error } from '../index.ts';
import { importPublicKey } from './import-key.ts';
import { createPublicKeyCache } from './public-key-cache.ts';

const spkis = Array.from({ length: 4 }, () =>
  generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }),
);
const [first = Buffer.of(), second = first, third = first, fourth = first] = spkis;

/** Remembers which keys were imported. */
function cache(limit: number) {
  const imported: Uint8Array[] = [];
  const get = createPublicKeyCache((spki): KeyObject => {
    imported.push(spki);
    return importPublicKey(spki);
  }, limit);
  return { get, imported };
}

describe('a cache of public keys', () => {
  it('imports a key once, and gives each its own', () => {
    const { get, imported } = cache(3);
    for (const spki of [first, second, Buffer.from(first), second]) {
      expect(get(spki).export({ format: 'der', type: 'spki' })).toEqual(spki);
    }
    expect(imported).toEqual([first, second]);
  });

  it('forgets the one used longest ago when there are too many', () => {
    const { get, imported } = cache(3);
    for (const spki of [first, second, third, first, fourth]) get(spki);
    imported.length = 0;
    for (const spki of [first, third, fourth]) get(spki);
    expect(imported).toEqual([]);
    get(second);
    expect(imported).toEqual([second]);
  });

  it('remembers nothing of a key that is none', () => {
    const { get, imported } = cache(3);
    const none = first.subarray(1);
    for (let round = 0; round < 2; round++) expect(() => get(none)).toThrow(X509Error);
    expect(imported).toEqual([none, none]);
  });

  it('is not misled when the caller alters his octets afterwards', () => {
    const { get } = cache(3);
    const octets = Buffer.from(first);
    get(octets);
    octets.set(second);
    expect(get(octets).export({ format: 'der', type: 'spki' })).toEqual(second);
    expect(get(first).export({ format: 'der', type: 'spki' })).toEqual(first);
  });
});
