import { decode, DerError, encode, type Schema } from '@crypto-cmp/der';
import { type AlgorithmIdentifier, HASH_LABELS, HASH_OIDS, type HashName, hashNameOf } from '@crypto-cmp/x509';

import { ID_PBKDF2, PBKDF2Params } from '../messages/pbkdf2-params.ts';
import { ID_PBMAC1, PBMAC1Params } from '../messages/pbmac1-params.ts';
import { ID_PASSWORD_BASED_MAC, PBMParameter } from '../messages/pbm-parameter.ts';
import { checkNoParameters, hmacAlgorithm, hmacHash } from './hmac-algorithm.ts';
import {
  describeMacAlgorithm,
  type MacAlgorithm,
  macKeyLength,
  parseMacAlgorithm,
  toMacAlgorithmIdentifier,
} from './mac-algorithm.ts';
import { ProtectionError } from './protection-error.ts';

/** A MAC by a shared secret, with all its numbers read and none of them acted upon. */
export type MacScheme = PasswordBasedMacScheme | Pbmac1Scheme;

/** RFC 9810, section 5.1.3.1. */
export interface PasswordBasedMacScheme extends SchemeNumbers {
  readonly algorithm: 'passwordBasedMac';
}

/** RFC 8018, section 7.1, with PBKDF2 by HMAC (RFC 9481, section 6.1.2). */
export interface Pbmac1Scheme extends SchemeNumbers {
  readonly algorithm: 'pbmac1';
  /** Of the derived key, in octets. */
  readonly keyLength: number;
}

interface SchemeNumbers {
  readonly salt: Uint8Array;
  readonly iterations: number;
  /** The one-way function, or the hash in PBKDF2's pseudorandom function. */
  readonly hash: HashName;
  /** The MAC over the message. */
  readonly mac: MacAlgorithm;
}

/** Whether protectionAlg is one of the MACs by a shared secret. */
export function isMacAlgorithm({ algorithm }: AlgorithmIdentifier): boolean {
  return algorithm === ID_PASSWORD_BASED_MAC || algorithm === ID_PBMAC1;
}

/**
 * Reads a protectionAlg.
 *
 * @throws ProtectionError when an algorithm is not supported, or the parameters are not those of the algorithm. Peers
 *   that took a wrong type here for the right one have been crashed by it.
 */
export function parseMacScheme({ algorithm, parameters }: AlgorithmIdentifier): MacScheme {
  if (algorithm === ID_PASSWORD_BASED_MAC) return parsePasswordBasedMac(parameters);
  if (algorithm === ID_PBMAC1) return parsePbmac1(parameters);
  throw new ProtectionError('protection-not-supported', `MAC algorithm ${algorithm} is not supported`);
}

/** The protectionAlg of a scheme. */
export function macSchemeAlgorithm(scheme: MacScheme): AlgorithmIdentifier {
  if (scheme.algorithm === 'passwordBasedMac') {
    const parameters = encode(PBMParameter, {
      salt: scheme.salt,
      owf: { algorithm: HASH_OIDS[scheme.hash] },
      iterationCount: scheme.iterations,
      mac: toMacAlgorithmIdentifier(scheme.mac),
    });
    return { algorithm: ID_PASSWORD_BASED_MAC, parameters };
  }
  const pbkdf2 = encode(PBKDF2Params, {
    salt: { type: 'specified', value: scheme.salt },
    iterationCount: scheme.iterations,
    keyLength: scheme.keyLength,
    prf: hmacAlgorithm(scheme.hash),
  });
  const parameters = encode(PBMAC1Params, {
    keyDerivationFunc: { algorithm: ID_PBKDF2, parameters: pbkdf2 },
    messageAuthScheme: toMacAlgorithmIdentifier(scheme.mac),
  });
  return { algorithm: ID_PBMAC1, parameters };
}

/** `HMAC-SHA-256, 10000 iterations of SHA-256`. */
export function describeMacScheme(scheme: MacScheme): string {
  const derivation = scheme.algorithm === 'pbmac1' ? 'PBKDF2 with HMAC-' : '';
  const { hash, mac, iterations } = scheme;
  return `${describeMacAlgorithm(mac)}, ${iterations} iterations of ${derivation}${HASH_LABELS[hash]}`;
}

function parsePasswordBasedMac(parameters: Uint8Array | undefined): PasswordBasedMacScheme {
  const { salt, owf, iterationCount, mac } = read(PBMParameter, parameters, 'PBMParameter');
  return {
    algorithm: 'passwordBasedMac',
    salt,
    iterations: iterationCount,
    hash: oneWayFunction(owf),
    mac: parseMacAlgorithm(mac),
  };
}

function parsePbmac1(parameters: Uint8Array | undefined): Pbmac1Scheme {
  const { keyDerivationFunc, messageAuthScheme } = read(PBMAC1Params, parameters, 'PBMAC1-params');
  if (keyDerivationFunc.algorithm !== ID_PBKDF2) {
    const problem = `key derivation function ${keyDerivationFunc.algorithm} is not supported`;
    throw new ProtectionError('protection-not-supported', problem);
  }
  const { salt, iterationCount, keyLength, prf } = read(PBKDF2Params, keyDerivationFunc.parameters, 'PBKDF2-params');
  if (salt.type !== 'specified') {
    throw new ProtectionError('protection-not-supported', 'a salt from another source is not supported');
  }
  const mac = parseMacAlgorithm(messageAuthScheme);
  // As long as the MAC's key, where the peer names no length (RFC 8018, section 7.1.1).
  const length = keyLength ?? macKeyLength(mac);
  if (mac.kind === 'gmac' && length !== mac.keyLength) {
    throw new ProtectionError('mac-parameters-malformed', `a key of ${length} octets for a MAC by ${mac.keyLength}`);
  }
  return {
    algorithm: 'pbmac1',
    salt: salt.value,
    iterations: iterationCount,
    hash: hmacHash(prf),
    mac,
    keyLength: length,
  };
}

function oneWayFunction(owf: AlgorithmIdentifier): HashName {
  checkNoParameters(owf);
  const hash = hashNameOf(owf.algorithm);
  if (hash !== undefined) return hash;
  throw new ProtectionError('protection-not-supported', `one-way function ${owf.algorithm} is not supported`);
}

function read<T>(schema: Schema<T>, parameters: Uint8Array | undefined, name: string): T {
  if (parameters === undefined) {
    throw new ProtectionError('mac-parameters-malformed', `expected ${name}, got no parameters`);
  }
  try {
    return decode(schema, parameters);
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause;
    throw new ProtectionError('mac-parameters-malformed', `expected ${name}: ${cause.message}`, { cause });
  }
}
