import { concat, toHex } from '@crypto-cmp/der';
import type { CryptoProvider } from '@crypto-cmp/x509';

import type { MacScheme } from './mac-scheme.ts';

/** The MAC over `data`. Check the scheme's numbers against {@link MacLimits} first when a peer chose them. */
export async function computeMac(
  scheme: MacScheme,
  secret: Uint8Array,
  data: Uint8Array,
  crypto: CryptoProvider,
): Promise<Uint8Array> {
  return crypto.hmac(scheme.macHash, await derivedKey(scheme, secret, crypto), data);
}

/**
 * One key per salt, kept as long as the secret's own octets are: the messages of a transaction share their parameters
 * (RFC 9810, section 5.1.3.1), and the derivation is by far the dearest part of a MAC.
 */
async function derivedKey(scheme: MacScheme, secret: Uint8Array, crypto: CryptoProvider): Promise<Uint8Array> {
  const known = derivedKeys.get(secret) ?? new Map<string, Uint8Array>();
  derivedKeys.set(secret, known);
  const numbers = [scheme.algorithm, scheme.hash, scheme.iterations, scheme.algorithm === 'pbmac1' && scheme.keyLength];
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
  // RFC 9810, section 5.1.3.1: the last output is the key. HMAC takes a key of any length, so none of it is cut off, and
  // the expansion for MACs that need more than one output never applies.
  return crypto.iteratedDigest(hash, concat(secret, salt), iterations);
}
