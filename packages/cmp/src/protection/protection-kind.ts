import { type AlgorithmIdentifier, toSignatureScheme, X509Error } from '@crypto-cmp/x509';

import { isMacAlgorithm } from './mac-scheme.ts';

/** What a protectionAlg is; `unknown` also for what we know of but do not speak: DH- and KEM-based MACs. */
export function protectionKind(algorithm: AlgorithmIdentifier): 'mac' | 'signature' | 'unknown' {
  if (isMacAlgorithm(algorithm)) return 'mac';
  try {
    toSignatureScheme(algorithm);
    return 'signature';
  } catch (error) {
    if (error instanceof X509Error) return 'unknown';
    throw error;
  }
}
