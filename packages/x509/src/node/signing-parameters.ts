import { constants, type SigningOptions } from 'node:crypto';
import type { SignatureScheme } from '../keys/signature-scheme.ts';

/** How node:crypto is told the way to sign: the hash (none for the Edwards curves and ML-DSA), and what goes with the key. */
export interface SigningParameters {
  readonly hash: string | null;
  readonly options: SigningOptions;
}

export function toSigningParameters(scheme: SignatureScheme): SigningParameters {
  switch (scheme.kind) {
    case 'rsa-pkcs1':
      return { hash: scheme.hash, options: { padding: constants.RSA_PKCS1_PADDING } };
    case 'rsa-pss':
      return {
        hash: scheme.hash,
        options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength },
      };
    case 'ecdsa':
      return { hash: scheme.hash, options: { dsaEncoding: 'der' } };
    case 'ed25519':
    case 'ed448':
    case 'ml-dsa':
      return { hash: null, options: {} };
  }
}
