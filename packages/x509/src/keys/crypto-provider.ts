import type { AlgorithmIdentifier } from '../structures/algorithm-identifier.ts';
import type { HashName } from './hash-name.ts';
import type { KeyType } from './key-type.ts';
import type { PostQuantumKeyType } from './post-quantum-key-type.ts';
import type { Signer } from './signer.ts';

/** All the cryptography the pure packages need, handed in by the host. `@crypto-cmp/x509/node` has the one for Node. */
export interface CryptoProvider {
  randomBytes(length: number): Uint8Array;
  digest(hash: HashName, data: Uint8Array): Promise<Uint8Array>;
  /** Hashes `data`, then the result again, `iterations` times in all: the key of RFC 9810, section 5.1.3.1. */
  iteratedDigest(hash: HashName, data: Uint8Array, iterations: number): Promise<Uint8Array>;
  hmac(hash: HashName, key: Uint8Array, data: Uint8Array): Promise<Uint8Array>;
  /**
   * KMAC (NIST SP 800-185), the MAC that the SHAKEs have in place of HMAC.
   *
   * @throws X509Error `unsupported-algorithm` where the host has none
   */
  kmac(input: KmacInput): Promise<Uint8Array>;
  /** AES-GMAC (NIST SP 800-38D). */
  gmac(input: GmacInput): Promise<Uint8Array>;
  /** PBKDF2 with HMAC (RFC 8018, section 5.2); `length` in octets. */
  pbkdf2(
    hash: HashName,
    password: Uint8Array,
    salt: Uint8Array,
    iterations: number,
    length: number,
  ): Promise<Uint8Array>;
  /**
   * Whether `signature` over `data` was made by the key in the SubjectPublicKeyInfo `spki`. A signature that is merely
   * wrong, or malformed, is `false`; an algorithm or key that is not supported throws `X509Error`.
   */
  verify(algorithm: AlgorithmIdentifier, spki: Uint8Array, data: Uint8Array, signature: Uint8Array): Promise<boolean>;
  equalConstantTime(a: Uint8Array, b: Uint8Array): boolean;
  /** @throws X509Error `unsupported-key` where the host cannot make such keys */
  generateKeyPair(keyType: KeyType | PostQuantumKeyType): Promise<KeyPair>;
}

export interface KmacInput {
  readonly variant: 128 | 256;
  readonly key: Uint8Array;
  readonly data: Uint8Array;
  /** Of the output, in octets. */
  readonly length: number;
  readonly customization: Uint8Array;
}

export interface GmacInput {
  /** 16, 24 or 32 octets. */
  readonly key: Uint8Array;
  /** Never twice with one key: whoever sees two MACs under one nonce can forge further ones. */
  readonly nonce: Uint8Array;
  readonly data: Uint8Array;
  /** Of the output: 12 to 16 octets. */
  readonly length: number;
}

export interface KeyPair {
  /** PKCS#8 PrivateKeyInfo in DER, not encrypted: seal it before it is stored. */
  readonly privateKey: Uint8Array;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  readonly signer: Signer;
}
