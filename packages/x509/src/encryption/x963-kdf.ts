import { concat } from '@crypto-cmp/der';
import type { CryptoProvider } from '../keys/crypto-provider.ts';
import { HASH_OCTETS, type HashName } from '../keys/hash-name.ts';

export interface X963Input {
  readonly hash: HashName;
  /** Z, as `KeyAgreementRecipient.agree` gives it. */
  readonly sharedSecret: Uint8Array;
  /** Of CMS: the ECC-CMS-SharedInfo in DER (RFC 5753, section 7.2). */
  readonly sharedInfo: Uint8Array;
  /** Of the key that is wanted, in octets. */
  readonly length: number;
}

/** The key derivation of ANSI X9.63 (SEC 1, section 3.6.1), by which ECDH in CMS makes a key for wrapping. */
export async function x963Kdf(
  { hash, sharedSecret, sharedInfo, length }: X963Input,
  crypto: Pick<CryptoProvider, 'digest'>,
): Promise<Uint8Array> {
  if (!Number.isSafeInteger(length) || length < 1 || length > MAX_OCTETS) {
    throw new TypeError(`expected a length of 1 to ${MAX_OCTETS} octets, got ${length}`);
  }
  const blocks: Uint8Array[] = [];
  for (let counter = 1; blocks.length * HASH_OCTETS[hash] < length; counter++) {
    // Below 2^16, since the length is bounded.
    const octets = Uint8Array.of(0, 0, counter >> 8, counter & 0xff);
    blocks.push(await crypto.digest(hash, concat(sharedSecret, octets, sharedInfo)));
  }
  return concat(...blocks).slice(0, length);
}

const MAX_OCTETS = 1024;
