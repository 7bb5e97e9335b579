import { createPublicKey, verify } from 'node:crypto';

import type { Answer } from '@crypto-cmp/cmp';
import { children, equalBytes, fromHex, readTlv } from '@crypto-cmp/der';
import { decodeName, encodeName, matchNames, parseCertificate } from '@crypto-cmp/x509';

import { Violation } from '../running/target.ts';
import type { World } from '../scenes/world.ts';
import type { AnyStep } from './check-step.ts';

// What is believed at the end, looked at without the code that decides it: the parts of a certificate by their place, the
// signatures by Node.

/** The certificate is for the key that was asked for, in the name that was asked for, and the CA has signed it. */
export function checkCertificate({ state, effect }: AnyStep, now: Date, world: World): void {
  const { stage } = state;
  if (stage.name !== 'succeeded' && stage.name !== 'confirming') return;
  if (!('requested' in state)) throw new Violation('a certificate that nobody asked for');
  const { certificate, anchorSource } = stage.issued;
  const der = fromHex(certificate);
  const { publicKey, subject } = state.requested;
  const key = publicKeyOf(der);
  if (publicKey !== undefined && !equalBytes(key, fromHex(publicKey))) throw new Violation('the key is another one');
  const parsed = parseCertificate(der);
  if (!isSameName(parsed.subject, fromHex(subject))) throw new Violation('the subject is another one');
  if (parsed.notBefore > now || parsed.notAfter < now) throw new Violation('the certificate is not valid');
  // Under the secret, the CA may name another root.
  const mayBringRoots = state.protection === 'mac' && anchorSource === 'caPubs';
  if (!mayBringRoots && !isSignedBy(der, world.issuing.der) && !isSignedBy(der, world.root.der)) {
    throw new Violation('nobody who is trusted has signed the certificate');
  }
  if (effect.type === 'succeeded' && !equalBytes(effect.certificate, der)) throw new Violation('it is another one');
}

/** Some CAs sort the steps of a subject. */
function isSameName(left: Uint8Array, right: Uint8Array): boolean {
  return matchNames(sorted(left), sorted(right));
}

function sorted(name: Uint8Array): Uint8Array {
  const { rdns } = decodeName(name);
  return encodeName({ rdns: rdns.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) });
}

/** A new root is proven by the old one, a list of revoked certificates is signed by its issuer. */
export function checkAnswer(answer: Answer, world: World): void {
  if (answer.type === 'rootCaCert' && answer.update !== undefined) {
    const { newWithNew, newWithOld } = answer.update;
    if (!isSignedBy(newWithOld, world.root.der)) throw new Violation('the old root has not signed the new key');
    if (!isSignedBy(newWithNew, newWithNew)) throw new Violation('the new root has not signed itself');
    if (!equalBytes(publicKeyOf(newWithNew), publicKeyOf(newWithOld))) throw new Violation('two new keys');
  }
  if (answer.type === 'crlStatusList' && answer.crl !== undefined && !isSignedBy(answer.crl, world.issuing.der)) {
    throw new Violation('its issuer has not signed the list');
  }
}

/** Of Ed25519 certificates and lists alone, which is all there is in these scenes. */
export function isSignedBy(signed: Uint8Array, issuer: Uint8Array): boolean {
  const [tbs, , signature] = partsOf(signed);
  if (tbs === undefined || signature === undefined) return false;
  try {
    const key = createPublicKey({ key: Buffer.from(publicKeyOf(issuer)), format: 'der', type: 'spki' });
    return verify(null, tbs, key, signature.subarray(readTlv(signature, 0).contentStart + 1));
  } catch {
    return false;
  }
}

/** The SubjectPublicKeyInfo stands seventh, or sixth where there is no version. */
function publicKeyOf(certificate: Uint8Array): Uint8Array {
  const [tbs = new Uint8Array()] = partsOf(certificate);
  const fields = partsOf(tbs);
  return fields[fields[0]?.[0] === 0xa0 ? 6 : 5] ?? new Uint8Array();
}

function partsOf(bytes: Uint8Array): Uint8Array[] {
  return [...children(bytes, readTlv(bytes, 0))].map(({ start, end }) => bytes.subarray(start, end));
}
