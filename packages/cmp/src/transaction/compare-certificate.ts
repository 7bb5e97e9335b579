import { decode, DerError, encode, equalBytes, fromHex, toHex } from '@crypto-cmp/der';
import {
  type Certificate,
  describeGeneralName,
  describeKey,
  EXTENSION_OIDS,
  GeneralName,
  type GeneralNames,
  matchNames,
  subjectAltNames,
  SubjectPublicKeyInfo,
  X509Error,
} from '@crypto-cmp/x509';

import type { FieldComparison } from './field-comparison.ts';
import { matchRdns } from './name-order.ts';
import { showGeneralName, showName } from './show-name.ts';
import type { RequestedCertificate } from './transaction-state.ts';

/**
 * "Requested and issued", field by field: what was requested in its order, then what the CA added.
 *
 * @throws X509Error when a subjectAltName cannot be read
 */
export function compareCertificate(requested: RequestedCertificate, issued: Certificate): readonly FieldComparison[] {
  return [
    compareSubject(fromHex(requested.subject), issued.subject),
    ...compareAltNames(requestedAltNames(requested), subjectAltNames(issued)),
    // Of a key that the CA makes, nothing was known beforehand.
    ...(requested.publicKey === undefined
      ? []
      : [comparePublicKey(fromHex(requested.publicKey), issued.subjectPublicKeyInfo)]),
    ...compareTime('notBefore', requested.notBefore, issued.notBefore),
    ...compareTime('notAfter', requested.notAfter, issued.notAfter),
  ];
}

/** EJBCA sorts the RDNs of a subject as it is set to, by default the other way round than most: the name stays the same. */
function compareSubject(requested: Uint8Array, issued: Uint8Array): FieldComparison {
  const verdict = matchNames(requested, issued) || matchRdns(requested, issued) ? 'same' : 'changed';
  return { field: 'subject', requested: showName(requested), issued: showName(issued), verdict };
}

/** In any order. An alternative that is not found among the issued ones is missing, the rest of these is added. */
function compareAltNames(requested: GeneralNames, issued: GeneralNames): FieldComparison[] {
  const left = [...issued];
  const found = requested.map((name): FieldComparison => {
    const at = left.findIndex((other) => matchGeneralNames(name, other));
    const value = showGeneralName(name);
    const line = { field: 'subjectAltName', nameKind: describeGeneralName(name).kind, requested: value } as const;
    if (at < 0) return { ...line, verdict: 'missing' };
    left.splice(at, 1);
    return { ...line, issued: value, verdict: 'same' };
  });
  const added = left.slice(0, maxAdded).map((name): FieldComparison => {
    const { kind } = describeGeneralName(name);
    return { field: 'subjectAltName', nameKind: kind, issued: showGeneralName(name), verdict: 'added' };
  });
  return [...found, ...added];
}

/** RFC 5280, sections 7.1, 7.2 and 7.5: names of people and hosts regardless of case where they are so. */
function matchGeneralNames(left: GeneralName, right: GeneralName): boolean {
  if (left.type === 'directoryName' && right.type === 'directoryName') return matchNames(left.value, right.value);
  if (left.type === 'dNSName' && right.type === 'dNSName')
    return left.value.toLowerCase() === right.value.toLowerCase();
  if (left.type === 'rfc822Name' && right.type === 'rfc822Name') return foldHost(left.value) === foldHost(right.value);
  return left.type === right.type && equalBytes(encodeLeniently(left), encodeLeniently(right));
}

function foldHost(mailbox: string): string {
  const at = mailbox.lastIndexOf('@') + 1;
  return mailbox.slice(0, at) + mailbox.slice(at).toLowerCase();
}

/** A name with characters that its type does not allow can be read, but not written: it is compared as it is shown. */
function encodeLeniently(name: GeneralName): Uint8Array {
  try {
    return encode(GeneralName, name);
  } catch (error) {
    if (error instanceof TypeError) return new TextEncoder().encode(describeGeneralName(name).value);
    throw error;
  }
}

function comparePublicKey(requested: Uint8Array, issued: Uint8Array): FieldComparison {
  const verdict = equalBytes(requested, issued) ? 'same' : 'changed';
  return { field: 'publicKey', requested: showKey(requested), issued: showKey(issued), verdict };
}

function compareTime(field: 'notBefore' | 'notAfter', requested: string | undefined, issued: Date): FieldComparison[] {
  if (requested === undefined) return [];
  const verdict = Math.floor(Date.parse(requested) / 1000) === Math.floor(issued.getTime() / 1000) ? 'same' : 'changed';
  return [{ field, requested, issued: issued.toISOString(), verdict }];
}

function requestedAltNames({ subjectAltName }: RequestedCertificate): GeneralNames {
  if (subjectAltName === undefined) return [];
  const extnValue = fromHex(subjectAltName);
  return subjectAltNames({ extensions: [{ extnID: EXTENSION_OIDS.subjectAltName, critical: false, extnValue }] });
}

/** `EC P-256, 047e19…c251`: enough to tell two keys apart at a glance. */
function showKey(spki: Uint8Array): string {
  try {
    const { algorithm, label } = describeKey(spki);
    const key = toHex(decode(SubjectPublicKeyInfo, spki).subjectPublicKey);
    // All RSA keys begin with the same lengths and end with the same exponent: what lies between is their own.
    const own = algorithm === 'RSA' ? key.slice(18, -10) : key;
    return `${label}, ${own.slice(0, 6)}…${own.slice(-4)}`;
  } catch (error) {
    if (error instanceof X509Error || error instanceof DerError) return 'a key that cannot be read';
    throw error;
  }
}

/** Of a thousand names that nobody asked for, some are enough to refuse them all. */
const maxAdded = 50;
