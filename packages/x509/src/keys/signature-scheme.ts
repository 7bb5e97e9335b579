import { decode, encode, explicit, nullValue, optional, sequence, smallInteger } from '@crypto-cmp/der';
import { readingDer } from '../reading-der.ts';
import { AlgorithmIdentifier } from '../structures/algorithm-identifier.ts';
import { X509Error } from '../x509-error.ts';
import type { PostQuantumKeyType } from './post-quantum-key-type.ts';
import { HASH_OIDS, type HashName, hashNameOf } from './hash-name.ts';

/** A way to sign, as cryptography needs to know it. */
export type SignatureScheme =
  | { readonly kind: 'rsa-pkcs1'; readonly hash: HashName }
  /** The mask generation function is MGF1 with the same hash. */
  | { readonly kind: 'rsa-pss'; readonly hash: HashName; readonly saltLength: number }
  | { readonly kind: 'ecdsa'; readonly hash: HashName }
  | { readonly kind: 'ed25519' }
  | { readonly kind: 'ed448' }
  /** Pure ML-DSA with an empty context (RFC 9881, section 3); HashML-DSA is not for certificates. */
  | { readonly kind: 'ml-dsa'; readonly keyType: PostQuantumKeyType };

/**
 * Reads the identifier that stands beside a signature (RFC 9481, section 3, and older ones still met).
 *
 * @throws X509Error `unsupported-algorithm`; `malformed-structure` when the parameters are not those of the algorithm
 */
export function toSignatureScheme(algorithm: AlgorithmIdentifier): SignatureScheme {
  if (algorithm.algorithm === RSASSA_PSS) return readPss(algorithm);
  const row = schemes.find(({ oid }) => oid === algorithm.algorithm);
  if (row === undefined) {
    throw new X509Error('unsupported-algorithm', `signature algorithm ${algorithm.algorithm} is not supported`);
  }
  // RFC 4055, section 5, wants NULL for RSA; RFC 5758, section 3.2, and RFC 8410, section 3, want nothing for the
  // others, as RFC 9881, section 2, does. NULL is seen with ECDSA too.
  const { parameters } = algorithm;
  const isNull = parameters?.length === 2 && parameters[0] === 0x05;
  if (parameters !== undefined && (!isNull || NO_NULL.has(row.scheme.kind))) {
    throw new X509Error('malformed-structure', `signature algorithm ${row.oid}: expected no parameters`);
  }
  return row.scheme;
}

/** @throws X509Error `unsupported-algorithm` */
export function toSignatureAlgorithm(scheme: SignatureScheme): AlgorithmIdentifier {
  if (scheme.kind === 'rsa-pss') return { algorithm: RSASSA_PSS, parameters: writePss(scheme) };
  const row = schemes.find((one) => isSame(one.scheme, scheme));
  if (row === undefined)
    throw new X509Error('unsupported-algorithm', `${scheme.kind} with this hash has no identifier`);
  return { algorithm: row.oid, ...(scheme.kind === 'rsa-pkcs1' && { parameters: encode(nullValue, null) }) };
}

/**
 * The hash that belongs to a way to sign; for the Edwards curves the one RFC 9481, section 3.3, names. No text names one
 * for ML-DSA.
 */
export function hashOf(scheme: SignatureScheme): HashName | undefined {
  switch (scheme.kind) {
    case 'ed25519':
      return 'sha512';
    case 'ed448':
      return 'shake256';
    case 'ml-dsa':
      return undefined;
    default:
      return scheme.hash;
  }
}

function isSame(one: SignatureScheme, other: SignatureScheme): boolean {
  if (one.kind === 'ml-dsa') return other.kind === 'ml-dsa' && one.keyType === other.keyType;
  return one.kind === other.kind && hashOf(one) === hashOf(other);
}

// RFC 4055, section 3.1
//
// RSASSA-PSS-params ::= SEQUENCE {
//   hashAlgorithm     [0] HashAlgorithm DEFAULT sha1Identifier,
//   maskGenAlgorithm  [1] MaskGenAlgorithm DEFAULT mgf1SHA1Identifier,
//   saltLength        [2] INTEGER DEFAULT 20,
//   trailerField      [3] INTEGER DEFAULT 1 }

const pssParameters = sequence({
  hashAlgorithm: optional(explicit(0, AlgorithmIdentifier)),
  maskGenAlgorithm: optional(explicit(1, AlgorithmIdentifier)),
  saltLength: optional(explicit(2, smallInteger)),
  trailerField: optional(explicit(3, smallInteger)),
});

function readPss({ parameters = emptySequence }: AlgorithmIdentifier): SignatureScheme {
  return readingDer('RSASSA-PSS parameters', () => {
    const { hashAlgorithm, maskGenAlgorithm, saltLength = 20, trailerField = 1 } = decode(pssParameters, parameters);
    const hash = hashAlgorithm === undefined ? 'sha1' : hashNameOf(hashAlgorithm.algorithm);
    if (hash === undefined || trailerField !== 1 || readMaskHash(maskGenAlgorithm) !== hash) {
      throw new X509Error('unsupported-algorithm', 'these RSASSA-PSS parameters are not supported');
    }
    if (saltLength < 0 || saltLength > maxSaltLength) {
      throw new X509Error('malformed-structure', `RSASSA-PSS parameters: salt of ${saltLength} octets`);
    }
    return { kind: 'rsa-pss', hash, saltLength };
  });
}

function readMaskHash(maskGenAlgorithm: AlgorithmIdentifier | undefined): HashName | undefined {
  if (maskGenAlgorithm === undefined) return 'sha1';
  if (maskGenAlgorithm.algorithm !== MGF1 || maskGenAlgorithm.parameters === undefined) return undefined;
  return hashNameOf(decode(AlgorithmIdentifier, maskGenAlgorithm.parameters).algorithm);
}

function writePss({ hash, saltLength }: SignatureScheme & { kind: 'rsa-pss' }): Uint8Array {
  const hashAlgorithm: AlgorithmIdentifier = { algorithm: HASH_OIDS[hash], parameters: encode(nullValue, null) };
  const maskGenAlgorithm = { algorithm: MGF1, parameters: encode(AlgorithmIdentifier, hashAlgorithm) };
  return encode(pssParameters, {
    ...(hash !== 'sha1' && { hashAlgorithm, maskGenAlgorithm }),
    ...(saltLength !== 20 && { saltLength }),
  });
}

const RSASSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';
const emptySequence = Uint8Array.of(0x30, 0);
const maxSaltLength = 1024;
const NO_NULL: ReadonlySet<SignatureScheme['kind']> = new Set(['ed25519', 'ed448', 'ml-dsa']);

const schemes: readonly { readonly oid: string; readonly scheme: Exclude<SignatureScheme, { kind: 'rsa-pss' }> }[] = [
  { oid: '1.2.840.113549.1.1.5', scheme: { kind: 'rsa-pkcs1', hash: 'sha1' } },
  { oid: '1.2.840.113549.1.1.14', scheme: { kind: 'rsa-pkcs1', hash: 'sha224' } },
  { oid: '1.2.840.113549.1.1.11', scheme: { kind: 'rsa-pkcs1', hash: 'sha256' } },
  { oid: '1.2.840.113549.1.1.12', scheme: { kind: 'rsa-pkcs1', hash: 'sha384' } },
  { oid: '1.2.840.113549.1.1.13', scheme: { kind: 'rsa-pkcs1', hash: 'sha512' } },
  { oid: '2.16.840.1.101.3.4.3.14', scheme: { kind: 'rsa-pkcs1', hash: 'sha3-256' } },
  { oid: '2.16.840.1.101.3.4.3.15', scheme: { kind: 'rsa-pkcs1', hash: 'sha3-384' } },
  { oid: '2.16.840.1.101.3.4.3.16', scheme: { kind: 'rsa-pkcs1', hash: 'sha3-512' } },
  { oid: '1.2.840.10045.4.1', scheme: { kind: 'ecdsa', hash: 'sha1' } },
  { oid: '1.2.840.10045.4.3.1', scheme: { kind: 'ecdsa', hash: 'sha224' } },
  { oid: '1.2.840.10045.4.3.2', scheme: { kind: 'ecdsa', hash: 'sha256' } },
  { oid: '1.2.840.10045.4.3.3', scheme: { kind: 'ecdsa', hash: 'sha384' } },
  { oid: '1.2.840.10045.4.3.4', scheme: { kind: 'ecdsa', hash: 'sha512' } },
  { oid: '2.16.840.1.101.3.4.3.10', scheme: { kind: 'ecdsa', hash: 'sha3-256' } },
  { oid: '2.16.840.1.101.3.4.3.11', scheme: { kind: 'ecdsa', hash: 'sha3-384' } },
  { oid: '2.16.840.1.101.3.4.3.12', scheme: { kind: 'ecdsa', hash: 'sha3-512' } },
  { oid: '1.3.101.112', scheme: { kind: 'ed25519' } },
  { oid: '1.3.101.113', scheme: { kind: 'ed448' } },
  { oid: '2.16.840.1.101.3.4.3.17', scheme: { kind: 'ml-dsa', keyType: 'ml-dsa-44' } },
  { oid: '2.16.840.1.101.3.4.3.18', scheme: { kind: 'ml-dsa', keyType: 'ml-dsa-65' } },
  { oid: '2.16.840.1.101.3.4.3.19', scheme: { kind: 'ml-dsa', keyType: 'ml-dsa-87' } },
];
