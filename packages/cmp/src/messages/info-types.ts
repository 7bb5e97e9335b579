import {
  generalizedTime,
  nullValue,
  objectIdentifier,
  rawSequence,
  type Schema,
  sequenceOf,
  utf8String,
} from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

import { CAKeyUpdAnnContent } from './ca-key-upd-ann-content.ts';
import { CertReqTemplateContent } from './cert-req-template-content.ts';
import { CMPCertificate } from './cmp-certificate.ts';
import { CRLStatus } from './crl-status.ts';
import { EncryptedKey } from './crmf/encrypted-key.ts';
import { KemCiphertextInfo } from './kem-ciphertext-info.ts';
import { PKIMessages } from './pki-messages.ts';
import { RootCaKeyUpdateContent } from './root-ca-key-update-content.ts';

/**
 * What an InfoTypeAndValue can hold: RFC 9810 sections 5.1.1 and 5.3.19, by the name behind `id-it-`.
 *
 *     id-it ::= { iso(1) identified-organization(3) dod(6) internet(1) security(5) mechanisms(5) pkix(7) 4 }
 */
export const INFO_TYPES = {
  /** 5.3.19.1 */
  caProtEncCert: infoType(1, CMPCertificate),
  /** 5.3.19.2 */
  signKeyPairTypes: infoType(2, sequenceOf(AlgorithmIdentifier, { min: 1 })),
  /** 5.3.19.3 */
  encKeyPairTypes: infoType(3, sequenceOf(AlgorithmIdentifier, { min: 1 })),
  /** 5.3.19.4 */
  preferredSymmAlg: infoType(4, AlgorithmIdentifier),
  /** 5.3.19.5; deprecated since cmp2021 */
  caKeyUpdateInfo: infoType(5, CAKeyUpdAnnContent),
  /** 5.3.19.6; a CertificateList, in DER */
  currentCRL: infoType(6, rawSequence),
  /** 5.3.19.7 */
  unsupportedOIDs: infoType(7, sequenceOf(objectIdentifier, { min: 1 })),
  /** 5.3.19.8 */
  keyPairParamReq: infoType(10, objectIdentifier),
  /** 5.3.19.8 */
  keyPairParamRep: infoType(11, AlgorithmIdentifier),
  /** 5.3.19.9 */
  revPassphrase: infoType(12, EncryptedKey),
  /** 5.1.1.1 */
  implicitConfirm: infoType(13, nullValue),
  /** 5.1.1.2 */
  confirmWaitTime: infoType(14, generalizedTime),
  /** 5.1.1.3 */
  origPKIMessage: infoType(15, PKIMessages),
  /** 5.3.19.13 */
  suppLangTags: infoType(16, sequenceOf(utf8String)),
  /** 5.3.19.14 */
  caCerts: infoType(17, sequenceOf(CMPCertificate, { min: 1 })),
  /** 5.3.19.15 */
  rootCaKeyUpdate: infoType(18, RootCaKeyUpdateContent),
  /** 5.3.19.16 */
  certReqTemplate: infoType(19, CertReqTemplateContent),
  /** 5.3.19.15 */
  rootCaCert: infoType(20, CMPCertificate),
  /** 5.1.1.4 */
  certProfile: infoType(21, sequenceOf(utf8String, { min: 1 })),
  /** 5.3.19.17 */
  crlStatusList: infoType(22, sequenceOf(CRLStatus, { min: 1 })),
  /** 5.3.19.17; each a CertificateList, in DER */
  crls: infoType(23, sequenceOf(rawSequence, { min: 1 })),
  /** 5.1.1.5, 5.3.19.18 */
  KemCiphertextInfo: infoType(24, KemCiphertextInfo),
} as const;

export type InfoTypeName = keyof typeof INFO_TYPES;

/** The identifier of an infoType, and how its infoValue is written where there is one. */
export interface InfoType<T> {
  readonly oid: string;
  readonly value: Schema<T>;
}

function infoType<T>(number: number, value: Schema<T>): InfoType<T> {
  return { oid: `1.3.6.1.5.5.7.4.${number}`, value };
}
