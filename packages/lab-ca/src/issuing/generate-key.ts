import { encode, equalBytes, fromHex } from '@crypto-cmp/der';
import {
  AlgorithmIdentifier,
  type CryptoProvider,
  type EncryptionProvider,
  type KemKeyType,
  type KeyType,
  type PostQuantumKeyType,
} from '@crypto-cmp/x509';

import { Refusal } from '../refusal.ts';

/** A key pair that this CA has made for somebody else, and forgets. */
export interface CentralKeyPair {
  /** PKCS#8 in DER. */
  readonly privateKey: Uint8Array;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
}

/**
 * Makes a key of the algorithm that is asked for (RFC 9483, section 4.1.6); EC P-256 where none is.
 *
 * @throws Refusal
 */
export async function generateKey(
  algorithm: AlgorithmIdentifier | undefined,
  crypto: CryptoProvider & EncryptionProvider,
): Promise<CentralKeyPair> {
  const keyType = algorithm === undefined ? 'ec-p256' : findKeyType(algorithm);
  if (keyType === undefined) {
    throw new Refusal('badAlg', `this CA does not generate keys of algorithm ${algorithm?.algorithm ?? ''}`);
  }
  const { privateKey, publicKey } = isKem(keyType)
    ? await crypto.generateKemKeyPair(keyType)
    : await crypto.generateKeyPair(keyType);
  return { privateKey, publicKey };
}

type AnyKeyType = KeyType | PostQuantumKeyType | KemKeyType;

function findKeyType(algorithm: AlgorithmIdentifier): AnyKeyType | undefined {
  const der = encode(AlgorithmIdentifier, algorithm);
  return GENERATED.find((row) => equalBytes(encode(AlgorithmIdentifier, row.algorithm), der))?.keyType;
}

function isKem(keyType: AnyKeyType): keyType is KemKeyType {
  return keyType.startsWith('ml-kem');
}

/** RFC 3279, section 2.3; RFC 5480; RFC 8410; RFC 9881; RFC 9935. */
const GENERATED: readonly { readonly keyType: AnyKeyType; readonly algorithm: AlgorithmIdentifier }[] = [
  row('rsa-2048', '1.2.840.113549.1.1.1', '0500'),
  row('ec-p256', '1.2.840.10045.2.1', '06082a8648ce3d030107'),
  row('ec-p384', '1.2.840.10045.2.1', '06052b81040022'),
  row('ec-p521', '1.2.840.10045.2.1', '06052b81040023'),
  row('ed25519', '1.3.101.112'),
  row('ed448', '1.3.101.113'),
  row('ml-dsa-44', '2.16.840.1.101.3.4.3.17'),
  row('ml-dsa-65', '2.16.840.1.101.3.4.3.18'),
  row('ml-dsa-87', '2.16.840.1.101.3.4.3.19'),
  row('ml-kem-512', '2.16.840.1.101.3.4.4.1'),
  row('ml-kem-768', '2.16.840.1.101.3.4.4.2'),
  row('ml-kem-1024', '2.16.840.1.101.3.4.4.3'),
];

function row(keyType: AnyKeyType, algorithm: string, parameters?: string): (typeof GENERATED)[number] {
  return { keyType, algorithm: { algorithm, ...(parameters !== undefined && { parameters: fromHex(parameters) }) } };
}
