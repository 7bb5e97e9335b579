import type { AlgorithmIdentifier } from '../structures/algorithm-identifier.ts';
import { X509Error } from '../x509-error.ts';
import { HASH_LABELS, type HashName } from './hash-name.ts';
import { hashOf, type SignatureScheme, toSignatureScheme } from './signature-scheme.ts';

/**
 * The hash that belongs to a signature algorithm: of a certificate's algorithm, the one for the certHash of its
 * confirmation (RFC 9810, section 5.3.18).
 *
 * None belongs to ML-DSA: neither RFC 9881 nor RFC 9481 names one. Its confirmation must say in hashAlg which one was
 * chosen, and one without hashAlg is wrong. To ask only whether an algorithm signs at all, take `toSignatureScheme`.
 *
 * @throws X509Error `unsupported-algorithm` (ML-DSA too), `malformed-structure`
 */
export function signatureHash(algorithm: AlgorithmIdentifier): HashName {
  const scheme = toSignatureScheme(algorithm);
  const hash = hashOf(scheme);
  if (hash === undefined) {
    throw new X509Error('unsupported-algorithm', `no hash belongs to ${describeScheme(scheme)}`);
  }
  return hash;
}

/** A signature algorithm for a reader: `ECDSA with SHA-256`, or its dotted identifier when it is not known. */
export function describeSignatureAlgorithm(algorithm: AlgorithmIdentifier): string {
  try {
    return describeScheme(toSignatureScheme(algorithm));
  } catch (error) {
    if (error instanceof X509Error) return algorithm.algorithm;
    throw error;
  }
}

function describeScheme(scheme: SignatureScheme): string {
  switch (scheme.kind) {
    case 'rsa-pkcs1':
      return `RSA with ${HASH_LABELS[scheme.hash]}`;
    case 'rsa-pss':
      return `RSA-PSS with ${HASH_LABELS[scheme.hash]}`;
    case 'ecdsa':
      return `ECDSA with ${HASH_LABELS[scheme.hash]}`;
    case 'ed25519':
      return 'Ed25519';
    case 'ed448':
      return 'Ed448';
    case 'ml-dsa':
      return scheme.keyType.toUpperCase();
  }
}
