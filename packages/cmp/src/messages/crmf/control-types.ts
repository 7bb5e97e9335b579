import { type Schema, smallInteger, utf8String } from '@crypto-cmp/der';
import { AlgorithmIdentifier, SubjectPublicKeyInfo } from '@crypto-cmp/x509';

import { AttributeTypeAndValue } from './attribute-type-and-value.ts';
import { CertId } from './cert-id.ts';
import { PKIArchiveOptions } from './pki-archive-options.ts';
import { PKIPublicationInfo } from './pki-publication-info.ts';

/**
 * What Controls can hold: RFC 4211 section 6 and RFC 9810 sections 5.2.1 and 5.3.19.16, by the name behind `id-regCtrl-`.
 *
 *     id-regCtrl ::= { iso(1) identified-organization(3) dod(6) internet(1) security(5) mechanisms(5) pkix(7) 5 1 }
 *
 *     RegToken         ::= UTF8String
 *     Authenticator    ::= UTF8String
 *     OldCertId        ::= CertId
 *     ProtocolEncrKey  ::= SubjectPublicKeyInfo
 *     AltCertTemplate  ::= AttributeTypeAndValue
 *     AlgIdCtrl        ::= AlgorithmIdentifier
 *     RsaKeyLenCtrl    ::= INTEGER (1..MAX)
 */
export const CONTROL_TYPES = {
  /** RFC 4211 6.1: a secret used once */
  regToken: controlType(1, utf8String),
  /** RFC 4211 6.2: a secret used again and again */
  authenticator: controlType(2, utf8String),
  /** RFC 4211 6.3 */
  pkiPublicationInfo: controlType(3, PKIPublicationInfo),
  /** RFC 4211 6.4 */
  pkiArchiveOptions: controlType(4, PKIArchiveOptions),
  /** RFC 4211 6.5: the certificate that is to be updated */
  oldCertID: controlType(5, CertId),
  /** RFC 4211 6.6 */
  protocolEncrKey: controlType(6, SubjectPublicKeyInfo),
  /** RFC 9810 5.2.1 */
  altCertTemplate: controlType(7, AttributeTypeAndValue),
  /** RFC 9810 5.3.19.16 */
  algId: controlType(11, AlgorithmIdentifier),
  /** RFC 9810 5.3.19.16 */
  rsaKeyLen: controlType(12, smallInteger),
} as const;

export type ControlTypeName = keyof typeof CONTROL_TYPES;

/** The identifier of a control, and how its value is written. */
export interface ControlType<T> {
  readonly oid: string;
  readonly value: Schema<T>;
}

function controlType<T>(number: number, value: Schema<T>): ControlType<T> {
  return { oid: `1.3.6.1.5.5.7.5.1.${number}`, value };
}
