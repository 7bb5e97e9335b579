import {
  bitStringOctets,
  decode,
  equalBytes,
  explicit,
  optional,
  rawSequence,
  rawTagged,
  readTlv,
  sequence,
  sequenceOf,
  smallInteger,
  withDer,
} from '@crypto-cmp/der';
import { lenientExtensions, toExtensions } from '../extensions/lenient-extensions.ts';
import { readingDer } from '../reading-der.ts';
import { AlgorithmIdentifier } from '../structures/algorithm-identifier.ts';
import { Time } from '../structures/time.ts';
import { X509Error } from '../x509-error.ts';
import type { CertificateList, RevokedCertificate } from './certificate-list.ts';
import { readRevocationReason } from './revocation-reason.ts';

/**
 * Reads a certificate revocation list as leniently as `parseCertificate` reads a certificate: at most 8 MiB, which is
 * about 200,000 entries.
 *
 * @throws X509Error `malformed-structure`
 */
export function parseCertificateList(der: Uint8Array): CertificateList {
  const { tbsCertList, signatureAlgorithm, signatureValue } = readingDer('revocation list', () =>
    decode(lenientCertificateList, der, { maxBytes: MAX_OCTETS }),
  );
  const { version = 0, thisUpdate, nextUpdate, ...tbs } = tbsCertList.value;
  // RFC 5280, section 5.1.1.2
  if (!equalBytes(signatureAlgorithm.der, tbs.signature)) {
    throw new X509Error('malformed-structure', 'revocation list: its two signature algorithms differ');
  }
  return {
    der,
    tbsDer: tbsCertList.der,
    version: version + 1,
    signatureAlgorithm: signatureAlgorithm.value,
    issuer: tbs.issuer,
    thisUpdate: thisUpdate.value,
    ...(nextUpdate && { nextUpdate: nextUpdate.value }),
    entries: (tbs.revokedCertificates ?? []).map(toEntry),
    extensions: toExtensions('revocation list', tbs.crlExtensions ?? []),
    signature: signatureValue,
  };
}

function toEntry({ userCertificate, revocationDate, crlEntryExtensions }: LenientEntry): RevokedCertificate {
  const serialNumber = userCertificate.subarray(readTlv(userCertificate, 0).contentStart);
  if (crlEntryExtensions === undefined) return { serialNumber, revocationDate: revocationDate.value, extensions: [] };
  const extensions = toExtensions('revocation list entry', crlEntryExtensions);
  const reason = readRevocationReason({ extensions });
  return { serialNumber, revocationDate: revocationDate.value, ...(reason !== undefined && { reason }), extensions };
}

// CertificateList ::= SEQUENCE {
//   tbsCertList         TBSCertList,
//   signatureAlgorithm  AlgorithmIdentifier,
//   signatureValue      BIT STRING }
//
// TBSCertList ::= SEQUENCE {
//   version                  INTEGER { v2(1) } OPTIONAL,
//   signature                AlgorithmIdentifier,
//   issuer                   Name,
//   thisUpdate               Time,
//   nextUpdate               Time OPTIONAL,
//   revokedCertificates      SEQUENCE OF SEQUENCE {
//     userCertificate          INTEGER,
//     revocationDate           Time,
//     crlEntryExtensions       Extensions OPTIONAL } OPTIONAL,
//   crlExtensions        [0] EXPLICIT Extensions OPTIONAL }

const lenientEntry = sequence({
  userCertificate: rawTagged(0x02),
  revocationDate: Time,
  crlEntryExtensions: optional(lenientExtensions),
});

type LenientEntry = ReturnType<typeof lenientEntry.decode>;

const MAX_OCTETS = 8 * 1024 * 1024;

const lenientTbsCertList = sequence({
  version: optional(smallInteger),
  signature: rawSequence,
  issuer: rawSequence,
  thisUpdate: Time,
  nextUpdate: optional(Time),
  revokedCertificates: optional(sequenceOf(lenientEntry, { max: MAX_OCTETS })),
  crlExtensions: optional(explicit(0, lenientExtensions)),
});

const lenientCertificateList = sequence({
  tbsCertList: withDer(lenientTbsCertList),
  signatureAlgorithm: withDer(AlgorithmIdentifier),
  signatureValue: bitStringOctets,
});
