import { decode, DerError, encode } from '@crypto-cmp/der';
import {
  type AlgorithmIdentifier,
  type CryptoProvider,
  HASH_LABELS,
  hkdf,
  HKDF_OIDS,
  type HkdfInput,
} from '@crypto-cmp/x509';

import { ID_KEM_BASED_MAC, KemBMParameter } from '../messages/kem-bm-parameter.ts';
import { KemOtherInfo } from '../messages/kem-other-info.ts';
import {
  computeKeyedMac,
  describeMacAlgorithm,
  type MacAlgorithm,
  macKeyLength,
  parseMacAlgorithm,
  toMacAlgorithmIdentifier,
} from './mac-algorithm.ts';
import { ProtectionError } from './protection-error.ts';

/** A MAC whose key comes out of a KEM's shared secret (RFC 9810, section 5.1.3.4), with its numbers within bounds. */
export interface KemMacScheme {
  /** Of HKDF, the one key derivation function that we have here. */
  readonly kdfHash: HkdfInput['hash'];
  readonly kemContext?: Uint8Array;
  /** Of the derived key, in octets. */
  readonly keyLength: number;
  readonly mac: MacAlgorithm;
}

/** What the two sides of a KEM have in common. */
export interface KemAgreement {
  /** Secret. */
  readonly sharedSecret: Uint8Array;
  /** Of the message that carried the ciphertext, and of the whole transaction. */
  readonly transactionID: Uint8Array;
}

export function isKemMacAlgorithm({ algorithm }: AlgorithmIdentifier): boolean {
  return algorithm === ID_KEM_BASED_MAC;
}

/**
 * Reads a protectionAlg.
 *
 * @throws ProtectionError for algorithms that we do not have, and for parameters that are none or out of bounds: a peer
 *   that has not proven itself chooses them
 */
export function parseKemMacScheme({ parameters }: AlgorithmIdentifier): KemMacScheme {
  const { kdf, kemContext, len, mac: macIdentifier } = read(parameters);
  const mac = parseMacAlgorithm(macIdentifier);
  if (kemContext !== undefined && kemContext.length > MAX_CONTEXT_OCTETS) {
    throw malformed(`kemContext of ${kemContext.length} octets, ${MAX_CONTEXT_OCTETS} allowed`);
  }
  if (mac.kind === 'gmac' ? len !== mac.keyLength : len < MIN_KEY_OCTETS || len > MAX_KEY_OCTETS) {
    throw malformed(`a key of ${len} octets does not fit ${describeMacAlgorithm(mac)}`);
  }
  return { kdfHash: kdfHashOf(kdf), ...(kemContext !== undefined && { kemContext }), keyLength: len, mac };
}

/** A scheme of ours: its key is as long as the MAC wants it. */
export function createKemMacScheme(kdfHash: HkdfInput['hash'], mac: MacAlgorithm): KemMacScheme {
  return { kdfHash, keyLength: macKeyLength(mac), mac };
}

/** The protectionAlg of a scheme. */
export function kemMacSchemeAlgorithm({ kdfHash, kemContext, keyLength, mac }: KemMacScheme): AlgorithmIdentifier {
  const parameters = encode(KemBMParameter, {
    kdf: { algorithm: HKDF_OIDS[kdfHash] },
    ...(kemContext !== undefined && { kemContext }),
    len: keyLength,
    mac: toMacAlgorithmIdentifier(mac),
  });
  return { algorithm: ID_KEM_BASED_MAC, parameters };
}

/** The MAC over `data`, by the key that belongs to this transaction alone. */
export async function computeKemMac(
  { kdfHash, kemContext, keyLength, mac }: KemMacScheme,
  { sharedSecret, transactionID }: KemAgreement,
  data: Uint8Array,
  crypto: Pick<CryptoProvider, 'hmac' | 'kmac' | 'gmac'>,
): Promise<Uint8Array> {
  const otherInfo = { staticString: [STATIC_STRING], transactionID, ...(kemContext !== undefined && { kemContext }) };
  const info = encode(KemOtherInfo, otherInfo);
  const key = await hkdf({ hash: kdfHash, inputKey: sharedSecret, info, length: keyLength }, crypto);
  return computeKeyedMac(mac, key, data, crypto);
}

/** `HMAC-SHA-256 with a KEM, by HKDF with SHA-256`. */
export function describeKemMacScheme({ kdfHash, mac }: KemMacScheme): string {
  return `${describeMacAlgorithm(mac)} with a KEM, by HKDF with ${HASH_LABELS[kdfHash]}`;
}

function kdfHashOf({ algorithm, parameters }: AlgorithmIdentifier): KemMacScheme['kdfHash'] {
  // RFC 8619, section 2.
  if (parameters !== undefined) throw malformed('expected no parameters beside the key derivation function');
  // as: the keys of the table are hash names
  const hashes = Object.keys(HKDF_OIDS) as KemMacScheme['kdfHash'][];
  const hash = hashes.find((name) => HKDF_OIDS[name] === algorithm);
  if (hash !== undefined) return hash;
  throw new ProtectionError('protection-not-supported', `key derivation function ${algorithm} is not supported`);
}

function read(parameters: Uint8Array | undefined): KemBMParameter {
  if (parameters === undefined) throw malformed('expected KemBMParameter, got no parameters');
  try {
    return decode(KemBMParameter, parameters);
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause;
    throw new ProtectionError('mac-parameters-malformed', `expected KemBMParameter: ${cause.message}`, { cause });
  }
}

function malformed(problem: string): ProtectionError {
  return new ProtectionError('mac-parameters-malformed', problem);
}

/** RFC 9810, section 5.1.3.4. */
const STATIC_STRING = 'CMP-KEM';
const MIN_KEY_OCTETS = 16;
const MAX_KEY_OCTETS = 64;
const MAX_CONTEXT_OCTETS = 1024;
