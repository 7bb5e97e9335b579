import { type AlgorithmIdentifier, describeSignatureAlgorithm } from '@crypto-cmp/x509';

import { describeMacScheme, isMacAlgorithm, parseMacScheme } from './mac-scheme.ts';
import { ProtectionError } from './protection-error.ts';

/** `HMAC-SHA-256, 10000 iterations of SHA-256` or `ECDSA with SHA-256`; the dotted identifier where there is no name. */
export function describeProtection(algorithm: AlgorithmIdentifier): string {
  if (!isMacAlgorithm(algorithm)) return describeSignatureAlgorithm(algorithm);
  try {
    return describeMacScheme(parseMacScheme(algorithm));
  } catch (error) {
    if (error instanceof ProtectionError) return algorithm.algorithm;
    throw error;
  }
}
