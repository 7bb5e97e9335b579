import { toKeyTransportScheme, X509Error } from '@crypto-cmp/x509';

import type { KeyTransRecipientInfo } from '../messages/cms/key-trans-recipient-info.ts';
import type { ContentCipher } from './aes-algorithms.ts';
import { type CertificateReference, checkRecipientIdentifier } from './check-recipient-identifier.ts';
import { EnvelopeError } from './envelope-error.ts';
import type { EnvelopeRules, KeyRecipient } from './envelope-recipient.ts';

/** The content-encryption key, encrypted to our RSA key (RFC 9483, section 4.1.6.1). */
export async function openKeyTransport(
  { rid, keyEncryptionAlgorithm, encryptedKey }: KeyTransRecipientInfo,
  { key, certificate }: Extract<KeyRecipient, { kind: 'keyTransport' }>,
  { keyLength }: ContentCipher,
  { acceptPkcs1 = false }: EnvelopeRules,
): Promise<Uint8Array> {
  checkRecipientIdentifier(toReference(rid), certificate);
  const scheme = readScheme(keyEncryptionAlgorithm);
  if (scheme.kind === 'rsa-pkcs1' && !acceptPkcs1) {
    throw new EnvelopeError(
      'envelope-refused',
      'the key is encrypted by RSAES-PKCS1-v1_5, which the policy does not take',
    );
  }
  return key.decryptKey(scheme, encryptedKey, keyLength);
}

export function toReference(rid: KeyTransRecipientInfo['rid']): CertificateReference {
  return rid.type === 'subjectKeyIdentifier'
    ? { subjectKeyIdentifier: rid.value }
    : { issuerAndSerialNumber: rid.value };
}

function readScheme(
  algorithm: KeyTransRecipientInfo['keyEncryptionAlgorithm'],
): ReturnType<typeof toKeyTransportScheme> {
  try {
    return toKeyTransportScheme(algorithm);
  } catch (error) {
    if (error instanceof X509Error) throw new EnvelopeError('envelope-not-supported', error.message);
    throw error;
  }
}
