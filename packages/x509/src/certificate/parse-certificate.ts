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
  smallInteger,
  withDer,
} from '@crypto-cmp/der';
import { lenientExtensions, toExtensions } from '../extensions/lenient-extensions.ts';
import { readingDer } from '../reading-der.ts';
import { AlgorithmIdentifier } from '../structures/algorithm-identifier.ts';
import { Time } from '../structures/time.ts';
import { X509Error } from '../x509-error.ts';
import type { Certificate } from './certificate.ts';

/**
 * Reads a certificate leniently: the frame is DER, but defaults may be spelled out, the serial number may be any
 * integer, and names and extensions stay as they are until someone asks for them.
 *
 * @throws X509Error `malformed-structure`
 */
export function parseCertificate(der: Uint8Array): Certificate {
  const { tbsCertificate, signatureAlgorithm, signatureValue } = readingDer('certificate', () =>
    decode(lenientCertificate, der),
  );
  const { version = 0, validity, ...tbs } = tbsCertificate.value;
  // RFC 5280, section 4.1.1.2: were they to differ, the one that is signed and the one that is used would.
  if (!equalBytes(signatureAlgorithm.der, tbs.signature)) {
    throw new X509Error('malformed-structure', 'certificate: its two signature algorithms differ');
  }
  return {
    der,
    tbsDer: tbsCertificate.der,
    version: version + 1,
    serialNumber: tbs.serialNumber.subarray(readTlv(tbs.serialNumber, 0).contentStart),
    signatureAlgorithm: signatureAlgorithm.value,
    issuer: tbs.issuer,
    notBefore: validity.notBefore.value,
    notAfter: validity.notAfter.value,
    subject: tbs.subject,
    subjectPublicKeyInfo: tbs.subjectPublicKeyInfo,
    extensions: toExtensions('certificate', tbs.extensions ?? []),
    signature: signatureValue,
  };
}

const lenientTbsCertificate = sequence({
  version: optional(explicit(0, smallInteger)),
  serialNumber: rawTagged(0x02),
  signature: rawSequence,
  issuer: rawSequence,
  validity: sequence({ notBefore: Time, notAfter: Time }),
  subject: rawSequence,
  subjectPublicKeyInfo: rawSequence,
  issuerUniqueID: optional(rawTagged(0x81)),
  subjectUniqueID: optional(rawTagged(0x82)),
  extensions: optional(explicit(3, lenientExtensions)),
});

const lenientCertificate = sequence({
  tbsCertificate: withDer(lenientTbsCertificate),
  signatureAlgorithm: withDer(AlgorithmIdentifier),
  signatureValue: bitStringOctets,
});
