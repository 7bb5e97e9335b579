import {
  bitStringOctets,
  encode,
  explicit,
  integerOctets,
  optional,
  rawSequence,
  sequence,
  sequenceOf,
  smallInteger,
} from '@crypto-cmp/der';
import { createAuthorityKeyIdentifier } from '../extensions/key-identifiers.ts';
import type { Signer } from '../keys/signer.ts';
import { AlgorithmIdentifier } from '../structures/algorithm-identifier.ts';
import { type Extension, Extensions } from '../structures/extension.ts';
import { Name } from '../structures/name.ts';
import { Time, toTime } from '../structures/time.ts';
import { createCrlNumber } from './crl-number.ts';
import { createRevocationReason, type RevocationReason } from './revocation-reason.ts';

export interface CertificateListFields {
  /** A Name in DER: the subject of the CA's certificate. */
  readonly issuer: Uint8Array;
  /** Written in whole seconds, like all dates here. */
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly revoked: readonly RevokedFields[];
  /** Greater than that of every list before. */
  readonly crlNumber: bigint;
  /** The subjectKeyIdentifier of the CA's certificate. */
  readonly authorityKeyIdentifier: Uint8Array;
  /** Besides crlNumber and authorityKeyIdentifier, which are always there (RFC 5280, section 5.2). */
  readonly extensions?: readonly Extension[];
  /** The CA's key. */
  readonly signer: Signer;
}

export interface RevokedFields {
  /** The content octets of the INTEGER. */
  readonly serialNumber: Uint8Array;
  readonly revocationDate: Date;
  /** `unspecified` is not written (RFC 5280, section 5.3.1). */
  readonly reason?: RevocationReason;
}

/** Makes and signs a complete version 2 revocation list (RFC 5280, section 5) and returns its DER. */
export async function createCertificateList(fields: CertificateListFields): Promise<Uint8Array<ArrayBuffer>> {
  const { signer, revoked } = fields;
  const tbs = encode(tbsCertList, {
    version: 1,
    signature: signer.algorithm,
    issuer: fields.issuer,
    thisUpdate: toTime(fields.thisUpdate),
    nextUpdate: toTime(fields.nextUpdate),
    // Section 5.1.2.6: absent when nothing is revoked.
    ...(revoked.length > 0 && { revokedCertificates: revoked.map(toEntry) }),
    crlExtensions: [
      createAuthorityKeyIdentifier(fields.authorityKeyIdentifier),
      createCrlNumber(fields.crlNumber),
      ...(fields.extensions ?? []),
    ],
  });
  return encode(certificateList, {
    tbsCertList: tbs,
    signatureAlgorithm: signer.algorithm,
    signatureValue: await signer.sign(tbs),
  });
}

function toEntry({ serialNumber, revocationDate, reason = 'unspecified' }: RevokedFields) {
  return {
    userCertificate: serialNumber,
    revocationDate: toTime(revocationDate),
    ...(reason !== 'unspecified' && { crlEntryExtensions: [createRevocationReason(reason)] }),
  };
}

// The structures stand in parse-certificate-list.ts.

const tbsCertList = sequence({
  version: smallInteger,
  signature: AlgorithmIdentifier,
  issuer: Name,
  thisUpdate: Time,
  nextUpdate: Time,
  revokedCertificates: optional(
    sequenceOf(
      sequence({ userCertificate: integerOctets, revocationDate: Time, crlEntryExtensions: optional(Extensions) }),
      { min: 1, max: 1_000_000 },
    ),
  ),
  crlExtensions: explicit(0, Extensions),
});

const certificateList = sequence({
  tbsCertList: rawSequence,
  signatureAlgorithm: AlgorithmIdentifier,
  signatureValue: bitStringOctets,
});
