import { concat } from '@crypto-cmp/der';
import type { CryptoProvider } from '../keys/crypto-provider.ts';
import { HASH_OCTETS } from '../keys/hash-name.ts';

/** The hashes with which HKDF has an identifier (RFC 8619, section 2; no parameters). */
export const HKDF_OIDS = {
  sha256: '1.2.840.113549.1.9.16.3.28',
  sha384: '1.2.840.113549.1.9.16.3.29',
  sha512: '1.2.840.113549.1.9.16.3.30',
} as const;

export interface HkdfInput {
  readonly hash: keyof typeof HKDF_OIDS;
  /** The secret, such as the shared one of a KEM. */
  readonly inputKey: Uint8Array;
  /** Unless given, none: as many zeros as the hash has octets. */
  readonly salt?: Uint8Array;
  /** The context; for KEM-based protection the KemOtherInfo in DER (RFC 9810, section 5.1.3.4). */
  readonly info: Uint8Array;
  /** Of the key that is wanted, in octets; at most 255 times as many as the hash has. */
  readonly length: number;
}

/** Derives a key from a secret by HKDF (RFC 5869). */
export async function hkdf(
  { hash, inputKey, salt = new Uint8Array(HASH_OCTETS[hash]), info, length }: HkdfInput,
  crypto: Pick<CryptoProvider, 'hmac'>,
): Promise<Uint8Array> {
  if (!Number.isSafeInteger(length) || length < 1 || length > 255 * HASH_OCTETS[hash]) {
    throw new TypeError(`expected a length that HKDF with ${hash} can give, got ${length}`);
  }
  const pseudoRandomKey = await crypto.hmac(hash, salt, inputKey);
  const blocks: Uint8Array[] = [];
  let last: Uint8Array = new Uint8Array();
  for (let counter = 1; blocks.length * HASH_OCTETS[hash] < length; counter++) {
    last = await crypto.hmac(hash, pseudoRandomKey, concat(last, info, Uint8Array.of(counter)));
    blocks.push(last);
  }
  return concat(...blocks).slice(0, length);
}
