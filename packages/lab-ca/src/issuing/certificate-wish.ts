import { type CertReqMsg, type CertTemplate, PopoError, SUBSEQUENT_MESSAGE, verifyPopo } from '@crypto-cmp/cmp';
import { decode, encode } from '@crypto-cmp/der';
import {
  CertificationRequest,
  describeKey,
  encodeName,
  type EncryptionProvider,
  type Extension,
  type KeyDescription,
  nullName,
  parseCertificationRequest,
  SubjectPublicKeyInfo,
  verifyCertificationRequest,
  X509Error,
  type CryptoProvider,
} from '@crypto-cmp/x509';

import { Refusal } from '../refusal.ts';
import { checkDecryptionKey, checkKey } from './check-key.ts';
import { type CentralKeyPair, generateKey } from './generate-key.ts';

/** What a requester would like to have. */
export interface CertificateWish {
  /** A Name in DER; the NULL-DN where the request names no subject. */
  readonly subject: Uint8Array;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  readonly key: KeyDescription;
  /** Whether possession of the key is proven, or will be by whoever can decrypt the certificate. */
  readonly proof: 'given' | 'encrypted-certificate';
  /** The key pair, where the requester has left it to us to make one. */
  readonly centralKey?: CentralKeyPair;
  readonly extensions: readonly Extension[];
  readonly issuer?: Uint8Array;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/**
 * Out of a CRMF request: RFC 9483, section 4.1.1.
 *
 * @throws Refusal
 */
export async function readCertReqMsg(
  message: CertReqMsg,
  crypto: CryptoProvider & EncryptionProvider,
  isVouchedFor: boolean,
): Promise<CertificateWish> {
  const template = message.certReq.value.certTemplate;
  checkTemplate(template);
  const { subject, extensions = [], issuer, validity } = template;
  return {
    ...(await readKey(message, crypto, isVouchedFor)),
    subject: subject ?? encodeName(nullName),
    extensions,
    ...(issuer !== undefined && { issuer }),
    ...(validity?.notBefore !== undefined && { notBefore: validity.notBefore.value }),
    ...(validity?.notAfter !== undefined && { notAfter: validity.notAfter.value }),
  };
}

/** RFC 9483, section 4.1.6: no key, or one without bits, asks us to make it. */
async function readKey(
  message: CertReqMsg,
  crypto: CryptoProvider & EncryptionProvider,
  isVouchedFor: boolean,
): Promise<Pick<CertificateWish, 'publicKey' | 'key' | 'proof' | 'centralKey'>> {
  const { publicKey: wished } = message.certReq.value.certTemplate;
  if (wished === undefined || asksForKey(message)) {
    // There is nothing yet that anybody could possess.
    if (message.popo !== undefined) throw new Refusal('badPOP', 'a proof of possession, and no key');
    const centralKey = await generateKey(wished?.algorithm, crypto);
    const { publicKey } = centralKey;
    return { publicKey, key: describeKey(publicKey), proof: 'given', centralKey };
  }
  const publicKey = encode(SubjectPublicKeyInfo, wished);
  if (asksForEncryptedCertificate(message)) {
    return { publicKey, key: checkDecryptionKey(publicKey), proof: 'encrypted-certificate' };
  }
  const key = checkKey(publicKey);
  await checkPopo(message, crypto, isVouchedFor);
  return { publicKey, key, proof: 'given' };
}

/** RFC 9483, section 4.1.6. */
export function asksForKey({ certReq: { value } }: CertReqMsg): boolean {
  const { publicKey } = value.certTemplate;
  return publicKey === undefined || publicKey.subjectPublicKey.length === 0;
}

/** RFC 9810, section 5.2.8.3.2. */
export function asksForEncryptedCertificate({ popo }: CertReqMsg): boolean {
  if (popo?.type !== 'keyEncipherment' && popo?.type !== 'keyAgreement') return false;
  const { type, value } = popo.value;
  return type === 'subsequentMessage' && value === SUBSEQUENT_MESSAGE.encrCert;
}

/**
 * Out of a PKCS#10 request, whose own signature is the proof of possession: RFC 9483, section 4.1.4.
 *
 * @throws Refusal
 */
export async function readPkcs10(der: Uint8Array, crypto: CryptoProvider): Promise<CertificateWish> {
  try {
    const key = checkKey(parseCertificationRequest(der).subjectPublicKeyInfo);
    const { subject, subjectPublicKeyInfo, extensions } = await verifyCertificationRequest(der, crypto);
    const { version } = decode(CertificationRequest, der).certificationRequestInfo.value;
    if (version !== 0) throw new Refusal('badDataFormat', `certification request: version ${version}, expected 0`);
    return { subject, publicKey: subjectPublicKeyInfo, key, proof: 'given', extensions };
  } catch (cause) {
    if (!(cause instanceof X509Error)) throw cause;
    throw new Refusal(pkcs10FailInfo(cause), cause.message, { cause });
  }
}

function pkcs10FailInfo({ code }: X509Error): Refusal['failInfo'] {
  switch (code) {
    case 'invalid-signature':
      return 'badPOP';
    case 'unsupported-algorithm':
      return 'badAlg';
    case 'unsupported-key':
      return 'badCertTemplate';
    default:
      return 'badDataFormat';
  }
}

function checkTemplate(template: CertTemplate): void {
  // X.509 version 3 is written as 2.
  if (template.version !== undefined && template.version !== 2) {
    throw new Refusal('badCertTemplate', `version ${template.version}, expected 2 or none`);
  }
  for (const field of ['serialNumber', 'signingAlg', 'issuerUID', 'subjectUID'] as const) {
    if (template[field] !== undefined) throw new Refusal('badCertTemplate', `${field} is not for requesters to choose`);
  }
}

async function checkPopo(message: CertReqMsg, crypto: CryptoProvider, isVouchedFor: boolean): Promise<void> {
  // RFC 9483, section 5.2.3.2: only a registration authority may say so.
  if (message.popo?.type === 'raVerified') {
    if (isVouchedFor) return;
    throw new Refusal('notAuthorized', 'raVerified is not for a requester to say');
  }
  try {
    await verifyPopo(message, crypto);
  } catch (cause) {
    if (cause instanceof PopoError) throw new Refusal('badPOP', cause.message, { cause });
    throw cause;
  }
}
