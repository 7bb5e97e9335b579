import { decode, integerOctets, objectIdentifier, sequence } from '@crypto-cmp/der';
import { readingDer } from '../reading-der.ts';
import { SubjectPublicKeyInfo } from '../structures/subject-public-key-info.ts';
import type { AlgorithmIdentifier } from '../structures/algorithm-identifier.ts';
import { X509Error } from '../x509-error.ts';
import type { KeyType } from './key-type.ts';
import { LATTICE_KEYS, type LatticeKey, refuseParameters } from './lattice-keys.ts';
import type { KemKeyType, PostQuantumKeyType } from './post-quantum-key-type.ts';

/** What kind of key it is. `keyType` is there when it is one an administrator can ask for. */
export type KeyDescription =
  | RsaKeyDescription
  | EcKeyDescription
  | { readonly algorithm: 'Ed25519'; readonly label: string; readonly keyType: 'ed25519' }
  | { readonly algorithm: 'Ed448'; readonly label: string; readonly keyType: 'ed448' }
  | {
      readonly algorithm: 'ML-DSA';
      readonly label: string;
      readonly postQuantumKeyType: PostQuantumKeyType;
      readonly keyType?: never;
    }
  /** A key for encapsulation: it cannot sign. */
  | { readonly algorithm: 'ML-KEM'; readonly label: string; readonly kemKeyType: KemKeyType; readonly keyType?: never }
  /** A key that neither signs nor encapsulates here; `algorithm` is `other`, the object identifier stands in `oid`. */
  | { readonly algorithm: 'other'; readonly label: string; readonly oid: string; readonly keyType?: never };

export interface RsaKeyDescription {
  readonly algorithm: 'RSA';
  readonly label: string;
  readonly modulusBits: number;
  /** The key may sign by RSASSA-PSS only (RFC 4055, section 1.2). */
  readonly pssOnly: boolean;
  readonly keyType?: KeyType;
}

export interface EcKeyDescription {
  readonly algorithm: 'EC';
  readonly label: string;
  readonly curve: EcCurve;
  readonly keyType?: KeyType;
}

export type EcCurve = 'P-256' | 'P-384' | 'P-521' | 'brainpoolP256r1' | 'brainpoolP384r1' | 'brainpoolP512r1';

/**
 * Says what key a SubjectPublicKeyInfo in DER holds.
 *
 * @throws X509Error `malformed-structure`
 */
export function describeKey(spki: Uint8Array): KeyDescription {
  return readingDer('public key', () => {
    const { algorithm, subjectPublicKey } = decode(SubjectPublicKeyInfo, spki);
    switch (algorithm.algorithm) {
      case RSA_ENCRYPTION:
        return describeRsa(subjectPublicKey, false);
      case RSASSA_PSS:
        return describeRsa(subjectPublicKey, true);
      case EC_PUBLIC_KEY:
        return describeEc(algorithm.parameters);
      case '1.3.101.112':
        return { algorithm: 'Ed25519', label: 'Ed25519', keyType: 'ed25519' };
      case '1.3.101.113':
        return { algorithm: 'Ed448', label: 'Ed448', keyType: 'ed448' };
      default: {
        const lattice = LATTICE_KEYS[algorithm.algorithm];
        if (lattice !== undefined) return describeLattice(lattice, algorithm, subjectPublicKey);
        return other(algorithm.algorithm, otherLabels[algorithm.algorithm] ?? algorithm.algorithm);
      }
    }
  });
}

function describeRsa(subjectPublicKey: Uint8Array, pssOnly: boolean): KeyDescription {
  const { modulus } = decode(rsaPublicKey, subjectPublicKey);
  const start = modulus[0] === 0 ? 1 : 0;
  const modulusBits = 8 * (modulus.length - start) - Math.clz32(modulus[start] ?? 0) + 24;
  const keyType = pssOnly ? undefined : rsaKeyTypes[modulusBits];
  const label = `RSA${pssOnly ? '-PSS' : ''} ${modulusBits}`;
  return { algorithm: 'RSA', label, modulusBits, pssOnly, ...(keyType && { keyType }) };
}

/**
 * RFC 5480, section 2.1.1, allows named curves only. Parameters spelled out are never looked at: a key whose generator
 * was chosen to fit a trusted public key would pass for that key (CVE-2020-0601).
 */
function describeEc(parameters: Uint8Array | undefined): KeyDescription {
  if (parameters?.[0] !== 0x06) return other(EC_PUBLIC_KEY, 'EC without a named curve');
  const oid = decode(objectIdentifier, parameters);
  const known = curves[oid];
  return known === undefined
    ? other(EC_PUBLIC_KEY, `EC ${oid}`)
    : { algorithm: 'EC', label: `EC ${known.curve}`, ...known };
}

function describeLattice(
  { label, publicKeyOctets, ...key }: LatticeKey,
  algorithm: AlgorithmIdentifier,
  { length }: Uint8Array,
): KeyDescription {
  refuseParameters(algorithm);
  if (length !== publicKeyOctets) {
    throw new X509Error('malformed-structure', `public key: ${label} has ${publicKeyOctets} octets, got ${length}`);
  }
  return key.algorithm === 'ML-DSA'
    ? { algorithm: key.algorithm, label, postQuantumKeyType: key.keyType }
    : { algorithm: key.algorithm, label, kemKeyType: key.keyType };
}

function other(oid: string, label: string): KeyDescription {
  return { algorithm: 'other', label, oid };
}

// RFC 3279, section 2.3.1
//
// RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }
const rsaPublicKey = sequence({ modulus: integerOctets, publicExponent: integerOctets });

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const RSASSA_PSS = '1.2.840.113549.1.1.10';
const EC_PUBLIC_KEY = '1.2.840.10045.2.1';

const rsaKeyTypes: Readonly<Record<number, KeyType>> = { 2048: 'rsa-2048', 3072: 'rsa-3072', 4096: 'rsa-4096' };

const curves: Readonly<Record<string, { readonly curve: EcCurve; readonly keyType?: KeyType }>> = {
  '1.2.840.10045.3.1.7': { curve: 'P-256', keyType: 'ec-p256' },
  '1.3.132.0.34': { curve: 'P-384', keyType: 'ec-p384' },
  '1.3.132.0.35': { curve: 'P-521', keyType: 'ec-p521' },
  '1.3.36.3.3.2.8.1.1.7': { curve: 'brainpoolP256r1' },
  '1.3.36.3.3.2.8.1.1.11': { curve: 'brainpoolP384r1' },
  '1.3.36.3.3.2.8.1.1.13': { curve: 'brainpoolP512r1' },
};

const otherLabels: Readonly<Record<string, string>> = {
  '1.2.840.10040.4.1': 'DSA',
  '1.2.840.10046.2.1': 'Diffie-Hellman',
  '1.3.101.110': 'X25519',
  '1.3.101.111': 'X448',
};
