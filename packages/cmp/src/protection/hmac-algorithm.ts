import type { AlgorithmIdentifier, HashName } from '@crypto-cmp/x509';

import { ProtectionError } from './protection-error.ts';

/** The AlgorithmIdentifier of HMAC with this hash (RFC 9481, section 6.2.1). */
export function hmacAlgorithm(hash: HashName): AlgorithmIdentifier {
  const algorithm = HMAC_OIDS[hash];
  if (algorithm === undefined) throw new TypeError(`expected a hash that HMAC is defined for, got ${hash}`);
  return { algorithm, parameters: derNull };
}

/**
 * The hash of an HMAC algorithm.
 *
 * @throws ProtectionError when it is none, or comes with parameters
 */
export function hmacHash(algorithm: AlgorithmIdentifier): HashName {
  checkNoParameters(algorithm);
  // as: the keys of the table are hash names
  const names = Object.keys(HMAC_OIDS) as HashName[];
  const hash = names.find((name) => HMAC_OIDS[name] === algorithm.algorithm);
  if (hash !== undefined) return hash;
  if (algorithm.algorithm === ietfHmacSha1) return 'sha1';
  throw new ProtectionError('protection-not-supported', `MAC algorithm ${algorithm.algorithm} is not supported`);
}

/** Hash and HMAC algorithms take none: absent, or an ASN.1 NULL (RFC 5754, section 2; RFC 8018, appendix B.1). */
export function checkNoParameters({ algorithm, parameters }: AlgorithmIdentifier): void {
  if (parameters === undefined || (parameters.length === 2 && parameters[0] === 0x05 && parameters[1] === 0)) return;
  throw new ProtectionError('mac-parameters-malformed', `expected no parameters beside ${algorithm}`);
}

const HMAC_OIDS: Readonly<Partial<Record<HashName, string>>> = {
  sha1: '1.2.840.113549.2.7',
  sha224: '1.2.840.113549.2.8',
  sha256: '1.2.840.113549.2.9',
  sha384: '1.2.840.113549.2.10',
  sha512: '1.2.840.113549.2.11',
  'sha3-224': '2.16.840.1.101.3.4.2.13',
  'sha3-256': '2.16.840.1.101.3.4.2.14',
  'sha3-384': '2.16.840.1.101.3.4.2.15',
  'sha3-512': '2.16.840.1.101.3.4.2.16',
};

/** HMAC-SHA1 under its older name of RFC 2985 times, which OpenSSL 3.0 still sends by default. */
const ietfHmacSha1 = '1.3.6.1.5.5.8.1.2';

const derNull = Uint8Array.of(0x05, 0x00);
