import { concat, toHex } from '@crypto-cmp/der';
import type { CryptoProvider, HashName } from '@crypto-cmp/x509';

import { computeKeyedMac } from './mac-algorithm.ts';
import type { MacScheme } from './mac-scheme.ts';

/** The MAC over `data`. Check the scheme's numbers against {@link MacLimits} first when a peer chose them. */
export async function computeMac(
  scheme: MacScheme,
  secret: Uint8Array,
  data: Uint8Array,
  crypto: CryptoProvider,
): Promise<Uint8Array> {
  return computeKeyedMac(scheme.mac, await derivedKey(scheme, secret, crypto), data, crypto);
}

/**
 * One key per salt, kept as long as the secret's own octets are: the messages of a transaction share their parameters
 * (RFC 9810, section 5.1.3.1), and the derivation is by far the dearest part of a MAC.
 */
async function derivedKey(scheme: MacScheme, secret: Uint8Array, crypto: CryptoProvider): Promise<Uint8Array> {
  const known = derivedKeys.get(secret) ?? new Map<string, Uint8Array>();
  derivedKeys.set(secret, known);
  const numbers = [scheme.algorithm, scheme.hash, scheme.iterations, keyLengthOf(scheme)];
  const name = [...numbers, toHex(scheme.salt)].join(' ');
  const kept = known.get(name);
  if (kept !== undefined) return kept;
  const key = await derive(scheme, secret, crypto);
  if (known.size >= maxKeptKeys) known.clear();
  known.set(name, key);
  return key;
}

const derivedKeys = new WeakMap<Uint8Array, Map<string, Uint8Array>>();

/** A peer chooses the salts of its messages: it must not be able to fill the memory with them. */
const maxKeptKeys = 8;

async function derive(scheme: MacScheme, secret: Uint8Array, crypto: CryptoProvider): Promise<Uint8Array> {
  const { hash, salt, iterations } = scheme;
  if (scheme.algorithm === 'pbmac1') return crypto.pbkdf2(hash, secret, salt, iterations, scheme.keyLength);
  const baseKey = await crypto.iteratedDigest(hash, concat(secret, salt), iterations);
  const length = keyLengthOf(scheme);
  return length === undefined ? baseKey : fitKey(baseKey, length, hash, crypto);
}

/** HMAC and KMAC take a key of any length: PasswordBasedMac gives them all of the last output. */
function keyLengthOf(scheme: MacScheme): number | undefined {
  if (scheme.algorithm === 'pbmac1') return scheme.keyLength;
  return scheme.mac.kind === 'gmac' ? scheme.mac.keyLength : undefined;
}

/** RFC 4211, section 4.4: the first octets of the last output, lengthened by hashes of digits and that output. */
async function fitKey(
  baseKey: Uint8Array,
  length: number,
  hash: HashName,
  crypto: CryptoProvider,
): Promise<Uint8Array> {
  let key = baseKey;
  for (let block = 1; key.length < length; block++) {
    const digits = new TextEncoder().encode(String(block));
    key = concat(key, await crypto.digest(hash, concat(digits, baseKey)));
  }
  return key.slice(0, length);
}
