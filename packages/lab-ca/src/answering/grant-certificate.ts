import {
  type CertifiedKeyPair,
  type EncryptedKey,
  ID_DATA,
  ID_SIGNED_DATA,
  type KeyGenerationAuthority,
  sealEnvelope,
  type SealingTarget,
  SignedData,
  signKeyPackage,
} from '@crypto-cmp/cmp';
import { decode, encode } from '@crypto-cmp/der';
import { PrivateKeyInfo, SubjectPublicKeyInfo, X509Error } from '@crypto-cmp/x509';

import type { CertificateWish } from '../issuing/certificate-wish.ts';
import type { CentralKeyPair } from '../issuing/generate-key.ts';
import { Refusal } from '../refusal.ts';
import type { Exchange } from './answer.ts';
import type { EnrollmentBody } from './enrollment-body.ts';
import { keyOnlyTarget, keyTarget } from './sealing-target.ts';

/** A private key on its way to its owner, before it is signed and encrypted. */
export interface KeyDelivery {
  readonly keys: readonly PrivateKeyInfo[];
  readonly authority: KeyGenerationAuthority;
  readonly target: SealingTarget;
}

/**
 * The certificate as its requester can take it: in clear; encrypted to its own key, where that has yet to prove itself; or
 * with the key that was made for it.
 *
 * @throws Refusal
 */
export async function grantCertificate(
  exchange: Exchange,
  body: EnrollmentBody,
  wish: CertificateWish,
  certificate: Uint8Array,
): Promise<CertifiedKeyPair> {
  try {
    return await grant(exchange, body, wish, certificate);
  } catch (cause) {
    // A curve that nobody has here, a point that is on no curve, a key of small order.
    if (!(cause instanceof X509Error)) throw cause;
    throw new Refusal('badCertTemplate', `nothing can be encrypted to that key: ${cause.message}`, { cause });
  }
}

async function grant(
  exchange: Exchange,
  body: EnrollmentBody,
  wish: CertificateWish,
  certificate: Uint8Array,
): Promise<CertifiedKeyPair> {
  if (wish.proof === 'encrypted-certificate') {
    const { lab, conduct } = exchange;
    const target = await keyOnlyTarget(wish.publicKey, lab.crypto);
    const changed = (await conduct.fault?.encryption?.(target, exchange)) ?? target;
    const envelope = await sealEnvelope({ contentType: ID_DATA, content: certificate }, changed, lab.crypto);
    return { certOrEncCert: { type: 'encryptedCert', value: { type: 'envelopedData', value: envelope } } };
  }
  const inClear = { certOrEncCert: { type: 'certificate', value: certificate } } as const;
  if (wish.centralKey === undefined) return inClear;
  return { ...inClear, privateKey: await deliverKey(exchange, body, wish.centralKey) };
}

/** RFC 9483, section 4.1.6: signed by whoever made it, then encrypted. */
async function deliverKey(exchange: Exchange, body: EnrollmentBody, key: CentralKeyPair): Promise<EncryptedKey> {
  const { lab, conduct } = exchange;
  const honest: KeyDelivery = {
    keys: [toOneAsymmetricKey(key)],
    authority: await lab.keyAuthority(),
    target: await keyTarget(exchange, body),
  };
  const delivery = (await conduct.fault?.keyDelivery?.(honest, exchange)) ?? honest;
  const target = (await conduct.fault?.encryption?.(delivery.target, exchange)) ?? delivery.target;
  const signed = await signKeyPackage(delivery.keys, delivery.authority, lab.crypto);
  const content = encode(SignedData, conduct.fault?.signedKeys?.(signed) ?? signed);
  return {
    type: 'envelopedData',
    value: await sealEnvelope({ contentType: ID_SIGNED_DATA, content }, target, lab.crypto),
  };
}

/** Version 2, with the public key beside the private one (RFC 5958, section 2). */
export function toOneAsymmetricKey({ privateKey, publicKey }: CentralKeyPair): PrivateKeyInfo {
  const { subjectPublicKey } = decode(SubjectPublicKeyInfo, publicKey);
  return { ...decode(PrivateKeyInfo, privateKey), version: 1, publicKey: subjectPublicKey };
}
