import { X509Error } from '../x509-error.ts';
import type { EcCurve, KeyDescription } from './describe-key.ts';
import { HASH_OCTETS, type HashName } from './hash-name.ts';
import type { SignatureScheme } from './signature-scheme.ts';

export interface SignerOptions {
  /** For RSA and EC; unless given, one as strong as the key. */
  readonly hash?: HashName;
  /** For RSA: RSASSA-PSS, with a salt as long as the hash, instead of PKCS #1 v1.5. */
  readonly pss?: boolean;
}

/** @throws X509Error `unsupported-key` */
export function chooseScheme(key: KeyDescription, { hash, pss = false }: SignerOptions): SignatureScheme {
  switch (key.algorithm) {
    case 'RSA': {
      const rsaHash = hash ?? 'sha256';
      if (!pss && !key.pssOnly) return { kind: 'rsa-pkcs1', hash: rsaHash };
      return { kind: 'rsa-pss', hash: rsaHash, saltLength: HASH_OCTETS[rsaHash] };
    }
    case 'EC':
      return { kind: 'ecdsa', hash: hash ?? curveHashes[key.curve] };
    case 'Ed25519':
      return { kind: 'ed25519' };
    case 'Ed448':
      return { kind: 'ed448' };
    case 'ML-DSA':
      return { kind: 'ml-dsa', keyType: key.postQuantumKeyType };
    case 'ML-KEM':
    case 'other':
      throw new X509Error('unsupported-key', `a key of type ${key.label} cannot sign here`);
  }
}

/** Whether a key can make signatures of this kind at all. */
export function fitsScheme(key: KeyDescription, scheme: SignatureScheme): boolean {
  switch (scheme.kind) {
    case 'rsa-pkcs1':
      return key.algorithm === 'RSA' && !key.pssOnly;
    case 'rsa-pss':
      return key.algorithm === 'RSA';
    case 'ecdsa':
      return key.algorithm === 'EC';
    case 'ed25519':
      return key.algorithm === 'Ed25519';
    case 'ed448':
      return key.algorithm === 'Ed448';
    case 'ml-dsa':
      return key.algorithm === 'ML-DSA' && key.postQuantumKeyType === scheme.keyType;
  }
}

const curveHashes: Readonly<Record<EcCurve, HashName>> = {
  'P-256': 'sha256',
  'P-384': 'sha384',
  'P-521': 'sha512',
  brainpoolP256r1: 'sha256',
  brainpoolP384r1: 'sha384',
  brainpoolP512r1: 'sha512',
};
