import { decode, encode } from '@crypto-cmp/der';
import {
  type CryptoProvider,
  type EncryptionProvider,
  HKDF_OIDS,
  type KeyTransportScheme,
  toKeyTransportAlgorithm,
  SubjectPublicKeyInfo,
} from '@crypto-cmp/x509';

import type { EnvelopedData } from '../messages/cms/enveloped-data.ts';
import { ID_ORI_KEM, KEMRecipientInfo } from '../messages/cms/kem-recipient-info.ts';
import type { RecipientIdentifier } from '../messages/cms/recipient-identifier.ts';
import type { RecipientInfo } from '../messages/cms/recipient-info.ts';
import { ID_PBKDF2, PBKDF2Params } from '../messages/pbkdf2-params.ts';
import { hmacAlgorithm } from '../protection/hmac-algorithm.ts';
import { AES_BLOCK, type AesKeyLength, contentCipherAlgorithm, wrapAlgorithm } from './aes-algorithms.ts';
import { deriveWrappingKey, keyAgreementAlgorithm, readKeyAgreementScheme } from './key-agreement-scheme.ts';
import type { OpenedEnvelope } from './open-envelope.ts';
import { deriveKekOfKem } from './open-kem-recipient.ts';

/** To whom, and by which technique, something is to be encrypted. */
export type SealingTarget = PublicKeyTarget | PasswordTarget;

export interface PublicKeyTarget {
  readonly kind: 'keyTransport' | 'keyAgreement' | 'kem';
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  readonly rid: RecipientIdentifier;
  /** Of key transport; RSAES-OAEP with SHA-256 by default. */
  readonly scheme?: KeyTransportScheme;
}

export interface PasswordTarget {
  readonly kind: 'password';
  readonly secret: Uint8Array;
  readonly iterations: number;
  /** New and random by default. */
  readonly salt?: Uint8Array;
}

export type SealingCrypto = CryptoProvider & EncryptionProvider;

/**
 * Encrypts to one recipient, by AES-CBC under a new key (RFC 9810, section 5.2.2). The numbers of versions are those of
 * RFC 5652.
 *
 * @throws X509Error `unsupported-key`
 */
export async function sealEnvelope(
  { contentType, content }: OpenedEnvelope,
  target: SealingTarget,
  crypto: SealingCrypto,
  keyLength: AesKeyLength = 32,
): Promise<EnvelopedData> {
  const key = crypto.randomBytes(keyLength);
  const iv = crypto.randomBytes(AES_BLOCK);
  const info = await sealKey(key, keyLength, target, crypto);
  return {
    version: envelopeVersion(info),
    recipientInfos: [info],
    encryptedContentInfo: {
      contentType,
      contentEncryptionAlgorithm: contentCipherAlgorithm({ keyLength, iv }),
      encryptedContent: await crypto.encryptAesCbc(key, iv, content),
    },
  };
}

async function sealKey(
  key: Uint8Array,
  keyLength: AesKeyLength,
  target: SealingTarget,
  crypto: SealingCrypto,
): Promise<RecipientInfo> {
  switch (target.kind) {
    case 'keyTransport':
      return sealByTransport(key, target, crypto);
    case 'keyAgreement':
      return sealByAgreement(key, keyLength, target, crypto);
    case 'kem':
      return sealByKem(key, keyLength, target, crypto);
    case 'password':
      return sealByPassword(key, keyLength, target, crypto);
  }
}

async function sealByTransport(
  key: Uint8Array,
  { publicKey, rid, scheme = { kind: 'rsa-oaep', hash: 'sha256' } }: PublicKeyTarget,
  crypto: SealingCrypto,
): Promise<RecipientInfo> {
  const version = rid.type === 'subjectKeyIdentifier' ? 2 : 0;
  const encryptedKey = await crypto.encryptKey(scheme, publicKey, key);
  const keyEncryptionAlgorithm = toKeyTransportAlgorithm(scheme);
  return { type: 'ktri', value: { version, rid, keyEncryptionAlgorithm, encryptedKey } };
}

/** With an ephemeral key of ours. */
async function sealByAgreement(
  key: Uint8Array,
  keyLength: AesKeyLength,
  { publicKey, rid }: PublicKeyTarget,
  crypto: SealingCrypto,
): Promise<RecipientInfo> {
  const { publicKey: ephemeral, sharedSecret } = await crypto.agreeEphemerally(publicKey);
  const ukm = crypto.randomBytes(UKM_LENGTH);
  const keyEncryptionAlgorithm = keyAgreementAlgorithm(keyLength);
  const wrappingKey = await deriveWrappingKey(
    readKeyAgreementScheme(keyEncryptionAlgorithm),
    sharedSecret,
    ukm,
    crypto,
  );
  const encryptedKey = await crypto.wrapKey(wrappingKey, key);
  const recipient =
    rid.type === 'subjectKeyIdentifier'
      ? ({ type: 'rKeyId', value: { subjectKeyIdentifier: rid.value } } as const)
      : rid;
  return {
    type: 'kari',
    value: {
      version: 3,
      originator: { type: 'originatorKey', value: decode(SubjectPublicKeyInfo, ephemeral) },
      ukm,
      keyEncryptionAlgorithm,
      recipientEncryptedKeys: [{ rid: recipient, encryptedKey }],
    },
  };
}

async function sealByKem(
  key: Uint8Array,
  keyLength: AesKeyLength,
  { publicKey, rid }: PublicKeyTarget,
  crypto: SealingCrypto,
): Promise<RecipientInfo> {
  const { ciphertext: kemct, sharedSecret } = await crypto.encapsulate(publicKey);
  const derived = { wrap: wrapAlgorithm(keyLength), kekLength: keyLength };
  const wrappingKey = await deriveKekOfKem(derived, 'sha256', sharedSecret, crypto);
  const value = {
    version: 0,
    rid,
    kem: decode(SubjectPublicKeyInfo, publicKey).algorithm,
    kemct,
    kdf: { algorithm: HKDF_OIDS.sha256 },
    ...derived,
    encryptedKey: await crypto.wrapKey(wrappingKey, key),
  };
  return { type: 'ori', value: { oriType: ID_ORI_KEM, oriValue: encode(KEMRecipientInfo, value) } };
}

async function sealByPassword(
  key: Uint8Array,
  keyLength: AesKeyLength,
  { secret, iterations, salt: given }: PasswordTarget,
  crypto: SealingCrypto,
): Promise<RecipientInfo> {
  const salt = given ?? crypto.randomBytes(SALT_LENGTH);
  const wrappingKey = await crypto.pbkdf2('sha256', secret, salt, iterations, keyLength);
  const parameters = encode(PBKDF2Params, {
    salt: { type: 'specified', value: salt },
    iterationCount: iterations,
    keyLength,
    prf: hmacAlgorithm('sha256'),
  });
  return {
    type: 'pwri',
    value: {
      version: 0,
      keyDerivationAlgorithm: { algorithm: ID_PBKDF2, parameters },
      keyEncryptionAlgorithm: wrapAlgorithm(keyLength),
      encryptedKey: await crypto.wrapKey(wrappingKey, key),
    },
  };
}

/** RFC 5652, section 6.1. */
function envelopeVersion({ type, value }: RecipientInfo): number {
  if (type === 'pwri' || type === 'ori') return 3;
  return type === 'ktri' && value.version === 0 ? 0 : 2;
}

/** RFC 8418, section 2.1, and RFC 9483, section 4.1.6.2: so that no two wrapping keys are the same. */
const UKM_LENGTH = 32;
const SALT_LENGTH = 16;
