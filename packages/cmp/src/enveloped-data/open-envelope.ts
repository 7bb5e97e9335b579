import { X509Error } from '@crypto-cmp/x509';

import type { EnvelopedData } from '../messages/cms/enveloped-data.ts';
import type { RecipientInfo } from '../messages/cms/recipient-info.ts';
import { type ContentCipher, readContentCipher } from './aes-algorithms.ts';
import { EnvelopeError } from './envelope-error.ts';
import type { EnvelopeRecipient, EnvelopeRules, OpeningCrypto } from './envelope-recipient.ts';
import { openKemRecipient } from './open-kem-recipient.ts';
import { openKeyAgreement } from './open-key-agreement.ts';
import { openKeyTransport } from './open-key-transport.ts';
import { openPasswordRecipient } from './open-password-recipient.ts';

/** What was in an EnvelopedData. It may be a secret. */
export interface OpenedEnvelope {
  readonly contentType: string;
  readonly content: Uint8Array;
}

/**
 * Decrypts what was encrypted to us, and to nobody else (RFC 9810, section 5.2.2; RFC 9483, section 4.1.6). AES-CBC does
 * not authenticate: the message that it came in must have been verified before, else whoever may try ciphertexts here learns
 * what others hold.
 *
 * @throws EnvelopeError
 */
export async function openEnvelope(
  { originatorInfo, recipientInfos, encryptedContentInfo, unprotectedAttrs }: EnvelopedData,
  recipient: EnvelopeRecipient,
  rules: EnvelopeRules,
  crypto: OpeningCrypto,
): Promise<OpenedEnvelope> {
  const [info, another] = recipientInfos;
  if (info === undefined || another !== undefined) {
    throw new EnvelopeError(
      'envelope-not-for-us',
      `it is encrypted to ${recipientInfos.length} recipients, expected one`,
    );
  }
  if (originatorInfo !== undefined || unprotectedAttrs !== undefined) {
    throw new EnvelopeError('envelope-refused', 'it has originatorInfo or unprotectedAttrs, expected neither');
  }
  const { contentType, contentEncryptionAlgorithm, encryptedContent } = encryptedContentInfo;
  const cipher = readContentCipher(contentEncryptionAlgorithm);
  if (encryptedContent === undefined)
    throw new EnvelopeError('envelope-refused', 'there is no encrypted content in it');
  try {
    const key = await openKey(info, recipient, cipher, rules, crypto);
    if (key.length !== cipher.keyLength) throw notOpened();
    return { contentType, content: await crypto.decryptAesCbc(key, cipher.iv, encryptedContent) };
  } catch (error) {
    if (error instanceof X509Error) throw notOpened();
    throw error;
  }
}

async function openKey(
  info: RecipientInfo,
  recipient: EnvelopeRecipient,
  cipher: ContentCipher,
  rules: EnvelopeRules,
  crypto: OpeningCrypto,
): Promise<Uint8Array> {
  if (info.type === 'ktri' && recipient.kind === 'keyTransport') {
    return openKeyTransport(info.value, recipient, cipher, rules);
  }
  if (info.type === 'kari' && recipient.kind === 'keyAgreement') {
    return openKeyAgreement(info.value, recipient, cipher, rules, crypto);
  }
  if (info.type === 'pwri' && recipient.kind === 'password') {
    return openPasswordRecipient(info.value, recipient, cipher, rules, crypto);
  }
  if (info.type === 'ori' && recipient.kind === 'kem') return openKemRecipient(info.value, recipient, cipher, crypto);
  throw new EnvelopeError(
    'envelope-not-for-us',
    `it is encrypted by ${TECHNIQUES[info.type]}, expected ${EXPECTED[recipient.kind]}`,
  );
}

/** Whatever went wrong, it is told in the same words: see `EnvelopeErrorCode`. */
export function notOpened(): EnvelopeError {
  return new EnvelopeError('envelope-not-opened', 'it cannot be decrypted, or is not what it should be');
}

const TECHNIQUES: Readonly<Record<RecipientInfo['type'], string>> = {
  ktri: 'key transport',
  kari: 'key agreement',
  kekri: 'a key that was agreed beforehand',
  pwri: 'a password',
  ori: 'another technique, such as a KEM',
};

const EXPECTED: Readonly<Record<EnvelopeRecipient['kind'], string>> = {
  keyTransport: 'key transport to our RSA key',
  keyAgreement: 'key agreement with our key',
  kem: 'encapsulation to our KEM key',
  password: 'our shared secret',
};
