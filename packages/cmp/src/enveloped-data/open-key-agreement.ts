import { decode, encode } from '@crypto-cmp/der';
import { SubjectPublicKeyInfo } from '@crypto-cmp/x509';

import type { KeyAgreeRecipientInfo } from '../messages/cms/key-agree-recipient-info.ts';
import type { ContentCipher } from './aes-algorithms.ts';
import { type CertificateReference, checkRecipientIdentifier, refersTo } from './check-recipient-identifier.ts';
import { EnvelopeError } from './envelope-error.ts';
import type { EnvelopeRules, KeyRecipient, OpeningCrypto } from './envelope-recipient.ts';
import { deriveWrappingKey, readKeyAgreementScheme } from './key-agreement-scheme.ts';

/** The content-encryption key, wrapped by one that both sides agree on (RFC 9483, section 4.1.6.2; RFC 5753). */
export async function openKeyAgreement(
  { originator, ukm, keyEncryptionAlgorithm, recipientEncryptedKeys }: KeyAgreeRecipientInfo,
  { key, certificate }: Extract<KeyRecipient, { kind: 'keyAgreement' }>,
  { keyLength }: ContentCipher,
  { certificates }: EnvelopeRules,
  crypto: OpeningCrypto,
): Promise<Uint8Array> {
  const [wrapped, another] = recipientEncryptedKeys;
  if (wrapped === undefined || another !== undefined) {
    const count = recipientEncryptedKeys.length;
    throw new EnvelopeError('envelope-not-for-us', `the key is wrapped for ${count} recipients, expected one`);
  }
  checkRecipientIdentifier(toReference(wrapped.rid), certificate);
  const scheme = readKeyAgreementScheme(keyEncryptionAlgorithm);
  requireEqualLengths(scheme.wrapKeyLength, keyLength);
  const sharedSecret = await key.agree(originatorKey(originator, key.publicKey, certificates));
  const wrappingKey = await deriveWrappingKey(scheme, sharedSecret, ukm, crypto);
  return crypto.unwrapKey(wrappingKey, wrapped.encryptedKey);
}

/** RFC 9481, section 4.3.1: the wrap is as strong as what it protects. */
export function requireEqualLengths(wrapKeyLength: number, contentKeyLength: number): void {
  if (wrapKeyLength === contentKeyLength) return;
  throw new EnvelopeError(
    'envelope-refused',
    `the key is wrapped by AES-${8 * wrapKeyLength}, the content encrypted by AES-${8 * contentKeyLength}`,
  );
}

/** SubjectPublicKeyInfo of an ephemeral key, or of a static one whose certificate is at hand. */
function originatorKey(
  originator: KeyAgreeRecipientInfo['originator'],
  ownKey: Uint8Array,
  certificates: EnvelopeRules['certificates'],
): Uint8Array {
  if (originator.type === 'originatorKey') return toFullKey(originator.value, ownKey);
  const reference: CertificateReference =
    originator.type === 'subjectKeyIdentifier'
      ? { subjectKeyIdentifier: originator.value }
      : { issuerAndSerialNumber: originator.value };
  const found = certificates.find((one) => refersTo(reference, one));
  if (found !== undefined) return found.subjectPublicKeyInfo;
  throw new EnvelopeError('envelope-refused', 'the certificate of the key for the agreement is not at hand');
}

/** RFC 5753, section 3.1.1: the curve may be left out, or be NULL. It is that of the recipient then. */
function toFullKey(value: SubjectPublicKeyInfo, ownKey: Uint8Array): Uint8Array {
  const { algorithm, parameters } = value.algorithm;
  if (parameters !== undefined && parameters[0] !== 0x05) return encode(SubjectPublicKeyInfo, value);
  const own = decode(SubjectPublicKeyInfo, ownKey).algorithm;
  return encode(SubjectPublicKeyInfo, { ...value, algorithm: own.algorithm === algorithm ? own : { algorithm } });
}

function toReference(rid: KeyAgreeRecipientInfo['recipientEncryptedKeys'][number]['rid']): CertificateReference {
  return rid.type === 'rKeyId'
    ? { subjectKeyIdentifier: rid.value.subjectKeyIdentifier }
    : { issuerAndSerialNumber: rid.value };
}
