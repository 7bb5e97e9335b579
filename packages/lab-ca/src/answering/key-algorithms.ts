import { encode, nullValue, objectIdentifier } from '@crypto-cmp/der';
import type { AlgorithmIdentifier } from '@crypto-cmp/x509';

/** Keys that are certified here: RFC 3279, section 2.3.1; RFC 5480, section 2.1.1; RFC 8410, section 3; RFC 9881, section 2. */
const RSA: AlgorithmIdentifier = { algorithm: '1.2.840.113549.1.1.1', parameters: encode(nullValue, null) };
const P256 = ec('1.2.840.10045.3.1.7');

export const SIGNING_KEYS: readonly AlgorithmIdentifier[] = [
  P256,
  ec('1.3.132.0.34'), // P-384
  ec('1.3.132.0.35'), // P-521
  { algorithm: '1.3.101.112' }, // Ed25519
  { algorithm: '1.3.101.113' }, // Ed448
  { algorithm: '2.16.840.1.101.3.4.3.17' }, // ML-DSA-44
  { algorithm: '2.16.840.1.101.3.4.3.18' }, // ML-DSA-65
  { algorithm: '2.16.840.1.101.3.4.3.19' }, // ML-DSA-87
  RSA,
];

export const ENCRYPTION_KEYS: readonly AlgorithmIdentifier[] = [RSA, P256];

/** RFC 9481, section 5.1.1: AES-256 in CBC mode. As a mere preference it has no initialization vector. */
export const PREFERRED_CIPHER: AlgorithmIdentifier = { algorithm: '2.16.840.1.101.3.4.1.42' };

/** The parameters to make a key of an algorithm with, where it has some. */
export function findParameters(algorithm: string): AlgorithmIdentifier | undefined {
  return [P256].find((key) => key.algorithm === algorithm);
}

function ec(curve: string): AlgorithmIdentifier {
  return { algorithm: '1.2.840.10045.2.1', parameters: encode(objectIdentifier, curve) };
}
