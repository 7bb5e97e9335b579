import { encode, equalBytes } from '@crypto-cmp/der';
import { type CryptoProvider, SubjectPublicKeyInfo, X509Error } from '@crypto-cmp/x509';

import type { CertReqMsg } from '../messages/crmf/cert-req-msg.ts';
import type { CertTemplate } from '../messages/crmf/cert-template.ts';
import { POPOSigningKeyInput } from '../messages/crmf/popo-signing-key-input.ts';
import type { POPOSigningKey } from '../messages/crmf/popo-signing-key.ts';
import { PopoError } from './popo-error.ts';

/**
 * Verifies that the requester holds the private key, by signature (RFC 9810, section 5.2.8.2).
 *
 * raVerified is not taken: whether a sender may say so is for the caller to know, before it comes here.
 *
 * @throws PopoError
 */
export async function verifyPopo({ certReq, popo }: CertReqMsg, crypto: Pick<CryptoProvider, 'verify'>): Promise<void> {
  const template = certReq.value.certTemplate;
  if (popo === undefined) throw new PopoError('popo-missing', 'the request has no proof of possession');
  if (popo.type !== 'signature') {
    throw new PopoError('popo-not-supported', `proof of possession by ${popo.type} is not supported`);
  }
  if (template.publicKey === undefined) throw new PopoError('popo-wrong', 'the template has no publicKey');
  const spki = encode(SubjectPublicKeyInfo, template.publicKey);
  const signed = signedPart(popo.value, template, spki) ?? certReq.der;
  if (!(await fits(popo.value, spki, signed, crypto))) {
    throw new PopoError('popo-wrong', 'the signature does not fit the key in the template');
  }
}

/** The poposkInput where the template lacks subject or publicKey; undefined: the CertRequest itself. */
function signedPart(
  { poposkInput }: POPOSigningKey,
  { subject }: CertTemplate,
  spki: Uint8Array,
): Uint8Array | undefined {
  if (subject !== undefined) {
    if (poposkInput === undefined) return undefined;
    throw new PopoError('popo-wrong', 'poposkInput is there, though the template has subject and publicKey');
  }
  if (poposkInput === undefined) throw new PopoError('popo-wrong', 'poposkInput is missing, as is a subject');
  if (poposkInput.authInfo.type !== 'sender') {
    throw new PopoError('popo-not-supported', 'poposkInput with a publicKeyMAC is not supported');
  }
  if (!equalBytes(encode(SubjectPublicKeyInfo, poposkInput.publicKey), spki)) {
    throw new PopoError('popo-wrong', 'poposkInput and the template hold different keys');
  }
  return encode(POPOSigningKeyInput, poposkInput);
}

async function fits(
  { algorithmIdentifier, signature }: POPOSigningKey,
  spki: Uint8Array,
  signed: Uint8Array,
  crypto: Pick<CryptoProvider, 'verify'>,
): Promise<boolean> {
  try {
    return await crypto.verify(algorithmIdentifier, spki, signed, signature);
  } catch (cause) {
    if (!(cause instanceof X509Error)) throw cause;
    throw new PopoError('popo-not-supported', cause.message, { cause });
  }
}
