import { CONTROL_TYPES, type PublicKeyTarget, type SealingTarget } from '@crypto-cmp/cmp';
import { decode, DerError, encode } from '@crypto-cmp/der';
import {
  createKeyIdentifier,
  type CryptoProvider,
  describeKey,
  type KeyUsage,
  keyUsage,
  subjectKeyIdentifier,
  SubjectPublicKeyInfo,
  X509Error,
} from '@crypto-cmp/x509';

import type { SignatureRequester } from '../receiving/requester.ts';
import { Refusal } from '../refusal.ts';
import type { Exchange } from './answer.ts';
import type { EnrollmentBody } from './enrollment-body.ts';

/**
 * To whom a private key goes, and how: to the key that the request names for that, else by what protects the request
 * (RFC 9483, section 4.1.6).
 *
 * @throws Refusal
 */
export async function keyTarget({ requester, lab }: Exchange, body: EnrollmentBody): Promise<SealingTarget> {
  const named = protocolEncrKey(body);
  if (named !== undefined) return keyOnlyTarget(named, lab.crypto);
  if (requester.kind === 'mac') {
    // RFC 9483, section 4.1.6: central generation follows the rules of its operation, and kur is never under a MAC.
    if (body.type === 'kur') throw new Refusal('wrongIntegrity', 'a key is made in a kur only if that is signed');
    return { kind: 'password', secret: requester.shared.secret, iterations: PBKDF2_ITERATIONS };
  }
  return certificateTarget(requester);
}

/** To a key of which there is no certificate yet, or none that is known here. */
export async function keyOnlyTarget(publicKey: Uint8Array, crypto: CryptoProvider): Promise<PublicKeyTarget> {
  const rid = { type: 'subjectKeyIdentifier', value: await createKeyIdentifier(publicKey, crypto) } as const;
  return { kind: techniqueOf(publicKey), publicKey, rid };
}

function certificateTarget({ certificate }: SignatureRequester): PublicKeyTarget {
  const { subjectPublicKeyInfo: publicKey, issuer, serialNumber } = certificate;
  const kind = techniqueOf(publicKey);
  const needed: KeyUsage = kind === 'keyAgreement' ? 'keyAgreement' : 'keyEncipherment';
  const usages = reading(() => keyUsage(certificate));
  if (usages !== undefined && !usages.has(needed)) {
    throw new Refusal('notAuthorized', `the signer's certificate is not for ${needed}: no key can be sent to it`);
  }
  const identifier = reading(() => subjectKeyIdentifier(certificate));
  return {
    kind,
    publicKey,
    rid:
      identifier === undefined
        ? { type: 'issuerAndSerialNumber', value: { issuer, serialNumber } }
        : { type: 'subjectKeyIdentifier', value: identifier },
  };
}

function techniqueOf(publicKey: Uint8Array): PublicKeyTarget['kind'] {
  const key = reading(() => describeKey(publicKey));
  if (key.algorithm === 'ML-KEM') return 'kem';
  if (key.algorithm === 'RSA' && !key.pssOnly) return 'keyTransport';
  if (key.algorithm === 'EC' || key.label === 'X25519' || key.label === 'X448') return 'keyAgreement';
  throw new Refusal('badRequest', `nothing can be encrypted to a key of type ${key.label}`);
}

/** RFC 4211, section 6.6. */
function protocolEncrKey(body: EnrollmentBody): Uint8Array | undefined {
  if (body.type === 'p10cr') return undefined;
  const control = body.value[0]?.certReq.value.controls?.find(({ type }) => type === CONTROL_TYPES.protocolEncrKey.oid);
  if (control === undefined) return undefined;
  return reading(() => encode(SubjectPublicKeyInfo, decode(SubjectPublicKeyInfo, control.value)));
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof X509Error || cause instanceof DerError) {
      throw new Refusal('badDataFormat', cause.message, { cause });
    }
    throw cause;
  }
}

const PBKDF2_ITERATIONS = 10_000;
