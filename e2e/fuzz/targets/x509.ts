import { decode, encode, equalBytes, type Schema } from '@crypto-cmp/der';
import {
  authorityKeyIdentifier,
  basicConstraints,
  CertificationRequest,
  crlDistributionPoints,
  crlNumber,
  decodeName,
  deltaCrlIndicator,
  describeGeneralName,
  describeKey,
  describeName,
  describeSignatureAlgorithm,
  encodeName,
  encodePem,
  extendedKeyUsage,
  Extensions,
  formatIpAddress,
  formatName,
  formatSerialNumber,
  GENERAL_NAME_KINDS,
  GeneralNames,
  issuingDistributionPoint,
  keyUsage,
  matchNames,
  nameConstraints,
  parseCertificate,
  parseCertificateList,
  parseCertificationRequest,
  parseGeneralName,
  parseIpAddress,
  parseName,
  parsePem,
  PrivateKeyInfo,
  subjectAltNames,
  subjectKeyIdentifier,
  SubjectPublicKeyInfo,
  toSignatureAlgorithm,
  toSignatureScheme,
  verifyCertificationRequest,
  type WithExtensions,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import { type Observation, type Target, Violation } from '../running/target.ts';
import { attempt, attemptLater, outcomeOf } from './attempt.ts';
import type { X509Samples } from './x509-samples.ts';

/** Certificates, lists, requests, names and texts: read, looked at from all sides, and written again. */
export function x509Target(samples: X509Samples): Target {
  const seeds = Object.entries(samples).flatMap(([kind, all]) =>
    all.map((bytes, index) => ({ name: `${kind} ${index}`, bytes })),
  );
  return {
    name: 'x509',
    seeds,
    repairs: ['none'],
    run: ({ seed, bytes }) => {
      const kind = seed.split(' ')[0] ?? '';
      // as: seeds are named after the kinds
      return readers[kind as keyof X509Samples](bytes);
    },
  };
}

const readers: Readonly<Record<keyof X509Samples, (bytes: Uint8Array) => Observation | Promise<Observation>>> = {
  certificate: (bytes) => {
    const read = attempt(() => parseCertificate(bytes));
    if ('refused' in read) return refused('certificate', read.refused);
    const { value } = read;
    if (!equalBytes(value.der, bytes)) throw new Violation('a certificate has other octets than were read');
    if (Number.isNaN(value.notBefore.getTime())) throw new Violation('a time that is none');
    formatSerialNumber(value.serialNumber);
    return seen('certificate', [
      ...[value.subject, value.issuer].flatMap(lookAtName),
      outcomeOf(attempt(() => describeKey(value.subjectPublicKeyInfo))),
      outcomeOf(attempt(() => describeSignatureAlgorithm(value.signatureAlgorithm))),
      outcomeOf(attempt(() => toSignatureAlgorithm(toSignatureScheme(value.signatureAlgorithm)))),
      ...lookAtExtensions(value),
    ]);
  },
  list: (bytes) => {
    const read = attempt(() => parseCertificateList(bytes));
    if ('refused' in read) return refused('list', read.refused);
    return seen('list', [...lookAtName(read.value.issuer), ...lookAtExtensions(read.value)]);
  },
  request: async (bytes) => {
    again(CertificationRequest, bytes);
    const read = attempt(() => parseCertificationRequest(bytes));
    if ('refused' in read) return refused('request', read.refused);
    const verified = await attemptLater(async () => verifyCertificationRequest(bytes, nodeCrypto));
    return seen('request', [outcomeOf(verified), ...lookAtName(read.value.subject), ...lookAtExtensions(read.value)]);
  },
  key: (bytes) => {
    const written = again(SubjectPublicKeyInfo, bytes);
    const described = attempt(() => describeKey(bytes));
    return 'refused' in described ? refused('key', described.refused) : seen('key', [written, described.value.label]);
  },
  privateKey: (bytes) => structure('privateKey', PrivateKeyInfo, bytes),
  extensions: (bytes) => structure('extensions', Extensions, bytes),
  generalNames: (bytes) => {
    const written = again(GeneralNames, bytes);
    if (written !== 'ok') return refused('generalNames', written);
    for (const name of decode(GeneralNames, bytes)) describeGeneralName(name);
    return seen('generalNames', ['ok']);
  },
  name: (bytes) => {
    const looked = lookAtName(bytes);
    return looked[0] === 'ok' ? seen('name', looked) : refused('name', looked.join(' '));
  },
  text: (bytes) => {
    const text = new TextDecoder().decode(bytes);
    const name = attempt(() => parseName(text));
    if ('value' in name) {
      const der = encodeName(name.value);
      // Written as a hexadecimal value, an attribute may hold what it must not hold as text: `C=#0c03616263`.
      const back = attempt(() => parseName(formatName(der)));
      if ('value' in back && !equalBytes(encodeName(back.value), der))
        throw new Violation('a name is written differently than read');
    }
    const address = attempt(() => parseIpAddress(text));
    if ('value' in address && !equalBytes(parseIpAddress(formatIpAddress(address.value)), address.value)) {
      throw new Violation('an address is written differently than read');
    }
    const kinds = GENERAL_NAME_KINDS.map((kind) => outcomeOf(attempt(() => parseGeneralName(kind, text))));
    return { accepted: 'value' in name, trace: ['text', outcomeOf(name), outcomeOf(address), ...kinds].join(' ') };
  },
  pem: (bytes) => {
    const read = attempt(() => parsePem(new TextDecoder().decode(bytes)));
    if ('refused' in read) return refused('pem', read.refused);
    for (const der of read.value) {
      const back = parsePem(encodePem('CERTIFICATE', der));
      if (back.length !== 1 || !equalBytes(back[0] ?? new Uint8Array(), der)) throw new Violation('PEM differs');
    }
    return seen('pem', [String(read.value.length)]);
  },
};

function structure<T>(kind: string, schema: Schema<T>, bytes: Uint8Array): Observation {
  const written = again(schema, bytes);
  return written === 'ok' ? seen(kind, []) : refused(kind, written);
}

/** What is read is written again octet for octet. */
function again<T>(schema: Schema<T>, bytes: Uint8Array): string {
  const read = attempt(() => decode(schema, bytes));
  if ('value' in read && !equalBytes(encode(schema, read.value), bytes)) {
    throw new Violation('what was read is written differently');
  }
  return outcomeOf(read);
}

function lookAtName(der: Uint8Array): string[] {
  const read = attempt(() => decodeName(der));
  if ('refused' in read) return [read.refused];
  const text = formatName(der);
  describeName(der);
  if (!matchNames(der, der)) throw new Violation('a name does not match itself');
  const back = attempt(() => encodeName(parseName(text)));
  return ['ok', outcomeOf(back)];
}

function lookAtExtensions(holder: WithExtensions): string[] {
  return EXTENSION_READERS.map((read) => outcomeOf(attempt(() => read(holder))));
}

function seen(kind: string, outcomes: readonly string[]): Observation {
  return { accepted: true, trace: [kind, ...outcomes].join(' ') };
}

function refused(kind: string, reason: string): Observation {
  return { accepted: false, trace: `${kind} ${reason}` };
}

const EXTENSION_READERS: readonly ((holder: WithExtensions) => unknown)[] = [
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoints,
  extendedKeyUsage,
  keyUsage,
  nameConstraints,
  subjectKeyIdentifier,
  (holder) => subjectAltNames(holder).map(describeGeneralName),
  crlNumber,
  deltaCrlIndicator,
  issuingDistributionPoint,
];
