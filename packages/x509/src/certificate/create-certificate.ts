import {
  bitStringOctets,
  encode,
  explicit,
  integerOctets,
  optional,
  rawSequence,
  sequence,
  smallInteger,
  withDefault,
} from '@crypto-cmp/der';
import type { CryptoProvider } from '../keys/crypto-provider.ts';
import type { Signer } from '../keys/signer.ts';
import { AlgorithmIdentifier } from '../structures/algorithm-identifier.ts';
import { Extensions } from '../structures/extension.ts';
import { Name } from '../structures/name.ts';
import { Time, toTime } from '../structures/time.ts';

export interface CertificateFields {
  /** The content octets of a positive INTEGER of at most 20 octets, as {@link createSerialNumber} makes them. */
  readonly serialNumber: Uint8Array;
  /** A Name in DER. */
  readonly issuer: Uint8Array;
  /** A Name in DER. */
  readonly subject: Uint8Array;
  /** Written in whole seconds. */
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** A SubjectPublicKeyInfo in DER. */
  readonly subjectPublicKeyInfo: Uint8Array;
  readonly extensions: Extensions;
  /** The issuer's key. */
  readonly signer: Signer;
}

/** Makes and signs a version 3 certificate (RFC 5280, section 4.1) and returns its DER. */
export async function createCertificate(fields: CertificateFields): Promise<Uint8Array<ArrayBuffer>> {
  const { signer, extensions } = fields;
  const tbs = encode(tbsCertificate, {
    version: 2,
    serialNumber: fields.serialNumber,
    signature: signer.algorithm,
    issuer: fields.issuer,
    validity: { notBefore: toTime(fields.notBefore), notAfter: toTime(fields.notAfter) },
    subject: fields.subject,
    subjectPublicKeyInfo: fields.subjectPublicKeyInfo,
    ...(extensions.length > 0 && { extensions }),
  });
  return encode(certificate, {
    tbsCertificate: tbs,
    signatureAlgorithm: signer.algorithm,
    signatureValue: await signer.sign(tbs),
  });
}

/** RFC 5280, section 4.1.2.2: positive, at most 20 octets; here 20 of them, 158 bits of it random. */
export function createSerialNumber(crypto: Pick<CryptoProvider, 'randomBytes'>): Uint8Array {
  const serialNumber = Uint8Array.from(crypto.randomBytes(20));
  // The first bit clear makes it positive, the second one set makes it minimal.
  serialNumber[0] = ((serialNumber[0] ?? 0) & 0x3f) | 0x40;
  return serialNumber;
}

// TBSCertificate ::= SEQUENCE {
//   version               [0] EXPLICIT INTEGER { v1(0), v2(1), v3(2) } DEFAULT v1,
//   serialNumber              INTEGER,
//   signature                 AlgorithmIdentifier,
//   issuer                    Name,
//   validity                  SEQUENCE { notBefore Time, notAfter Time },
//   subject                   Name,
//   subjectPublicKeyInfo      SubjectPublicKeyInfo,
//   issuerUniqueID        [1] IMPLICIT BIT STRING OPTIONAL,
//   subjectUniqueID       [2] IMPLICIT BIT STRING OPTIONAL,
//   extensions            [3] EXPLICIT Extensions OPTIONAL }
//
// The two unique IDs must not be used (section 4.1.2.8).

const tbsCertificate = sequence({
  version: withDefault(explicit(0, smallInteger), 0),
  serialNumber: integerOctets,
  signature: AlgorithmIdentifier,
  issuer: Name,
  validity: sequence({ notBefore: Time, notAfter: Time }),
  subject: Name,
  subjectPublicKeyInfo: rawSequence,
  extensions: optional(explicit(3, Extensions)),
});

// Certificate ::= SEQUENCE {
//   tbsCertificate      TBSCertificate,
//   signatureAlgorithm  AlgorithmIdentifier,
//   signatureValue      BIT STRING }

const certificate = sequence({
  tbsCertificate: rawSequence,
  signatureAlgorithm: AlgorithmIdentifier,
  signatureValue: bitStringOctets,
});
