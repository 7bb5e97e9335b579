import { type AlgorithmIdentifier, toSignatureScheme, X509Error } from '@crypto-cmp/x509';

import { isKemMacAlgorithm } from './kem-mac-scheme.ts';
import { isMacAlgorithm } from './mac-scheme.ts';

/** What a protectionAlg is; `unknown` also for what we know of but do not speak: DH-based MACs. */
export function protectionKind(algorithm: AlgorithmIdentifier): 'mac' | 'signature' | 'kem' | 'unknown' {
  if (isKemMacAlgorithm(algorithm)) return 'kem';
  if (isMacAlgorithm(algorithm)) return 'mac';
  try {
    toSignatureScheme(algorithm);
    return 'signature';
  } catch (error) {
    if (error instanceof X509Error) return 'unknown';
    throw error;
  }
}
