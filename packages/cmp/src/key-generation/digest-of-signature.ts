import { type AlgorithmIdentifier, type HashName, signatureHash, toSignatureScheme } from '@crypto-cmp/x509';

/** The digest that goes with a signature algorithm in CMS (RFC 5754; RFC 8419); undefined where any may, as with ML-DSA. */
export function digestOfSignature(algorithm: AlgorithmIdentifier): HashName | undefined {
  return toSignatureScheme(algorithm).kind === 'ml-dsa' ? undefined : signatureHash(algorithm);
}
