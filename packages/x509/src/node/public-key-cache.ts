import type { KeyObject } from 'node:crypto';

/**
 * Remembers imported public keys, since importing one costs about half as much as verifying with it (P-256; RSA: twice
 * as much) and a CA's key is met in each message. The keys used longest ago are forgotten first: peers may send any number of them.
 */
export function createPublicKeyCache(
  importKey: (spki: Uint8Array) => KeyObject,
  limit: number,
): (spki: Uint8Array) => KeyObject {
  const keys = new Map<string, KeyObject>();
  return (spki) => {
    // The whole of it, not a hash: that costs less, and nothing else can be taken for it.
    const name = Buffer.from(spki.buffer, spki.byteOffset, spki.byteLength).toString('latin1');
    const key = keys.get(name) ?? importKey(spki);
    // A Map keeps the order in which its entries came.
    keys.delete(name);
    keys.set(name, key);
    const [oldest] = keys.keys();
    if (keys.size > limit && oldest !== undefined) keys.delete(oldest);
    return key;
  };
}
