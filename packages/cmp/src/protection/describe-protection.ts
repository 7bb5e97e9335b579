import { type AlgorithmIdentifier, describeSignatureAlgorithm } from '@crypto-cmp/x509';

import { describeKemMacScheme, isKemMacAlgorithm, parseKemMacScheme } from './kem-mac-scheme.ts';
import { describeMacScheme, isMacAlgorithm, parseMacScheme } from './mac-scheme.ts';
import { ProtectionError } from './protection-error.ts';

/** `HMAC-SHA-256, 10000 iterations of SHA-256` or `ECDSA with SHA-256`; the dotted identifier where there is no name. */
export function describeProtection(algorithm: AlgorithmIdentifier): string {
  try {
    if (isKemMacAlgorithm(algorithm)) return describeKemMacScheme(parseKemMacScheme(algorithm));
    if (!isMacAlgorithm(algorithm)) return describeSignatureAlgorithm(algorithm);
    return describeMacScheme(parseMacScheme(algorithm));
  } catch (error) {
    if (error instanceof ProtectionError) return algorithm.algorithm;
    throw error;
  }
}
