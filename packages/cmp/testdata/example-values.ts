import type { AlgorithmIdentifier, Extension, GeneralName, SubjectPublicKeyInfo } from '@crypto-cmp/x509';

import { encode, fromHex, utf8String } from '@crypto-cmp/der';

import { ID_DATA } from '../src/messages/cms/content-info.ts';
import type { EnvelopedData } from '../src/messages/cms/enveloped-data.ts';
import type { AttributeTypeAndValue } from '../src/messages/crmf/attribute-type-and-value.ts';
import type { CertId } from '../src/messages/crmf/cert-id.ts';
import type { CertRequest } from '../src/messages/crmf/cert-request.ts';
import { CertRequest as certRequestSchema } from '../src/messages/crmf/cert-request.ts';
import type { CertTemplate } from '../src/messages/crmf/cert-template.ts';
import { CONTROL_TYPES } from '../src/messages/crmf/control-types.ts';
import type { EncryptedValue } from '../src/messages/crmf/encrypted-value.ts';
import type { PKIBody } from '../src/messages/pki-body.ts';
import type { PKIHeader } from '../src/messages/pki-header.ts';

/** Values with every optional field there, to build what no program at hand can send. */

export const octets = fromHex('0102030405060708');
export const nullDer = fromHex('0500');
export const emptySequence = fromHex('3000');
/** CN=ap-7 */
export const nameDer = fromHex('300f310d300b06035504030c0461702d37');
export const date = new Date('2026-11-23T11:51:41Z');

export const algorithm: AlgorithmIdentifier = { algorithm: '2.16.840.1.101.3.4.2.1' };
export const directoryName: GeneralName = { type: 'directoryName', value: nameDer };
export const dnsName: GeneralName = { type: 'dNSName', value: 'ap-7.example.com' };
export const extension: Extension = { extnID: '2.5.29.21', critical: true, extnValue: fromHex('0a0101') };
export const spki: SubjectPublicKeyInfo = {
  algorithm: { algorithm: '1.3.101.112' },
  subjectPublicKey: new Uint8Array(32).fill(7),
};
export const control: AttributeTypeAndValue = {
  type: CONTROL_TYPES.regToken.oid,
  value: encode(utf8String, 'one time only'),
};
export const certId: CertId = { issuer: directoryName, serialNumber: fromHex('00ff') };

export const certTemplate: CertTemplate = {
  version: 2,
  serialNumber: fromHex('7b'),
  signingAlg: algorithm,
  issuer: nameDer,
  validity: { notBefore: { type: 'utcTime', value: date }, notAfter: { type: 'generalTime', value: date } },
  subject: nameDer,
  publicKey: spki,
  issuerUID: { unusedBits: 4, octets: fromHex('a0') },
  subjectUID: { unusedBits: 0, octets },
  extensions: [extension],
};

export const certRequest: CertRequest = { certReqId: 0, certTemplate, controls: [control] };
export const certRequestWithDer = { der: encode(certRequestSchema, certRequest), value: certRequest };

export const encryptedValue: EncryptedValue = {
  intendedAlg: algorithm,
  symmAlg: algorithm,
  encSymmKey: { unusedBits: 0, octets },
  keyAlg: algorithm,
  valueHint: octets,
  encValue: { unusedBits: 0, octets },
};

export const envelopedData: EnvelopedData = {
  version: 0,
  recipientInfos: [
    {
      type: 'pwri',
      value: {
        version: 0,
        keyDerivationAlgorithm: algorithm,
        keyEncryptionAlgorithm: algorithm,
        encryptedKey: octets,
      },
    },
  ],
  encryptedContentInfo: {
    contentType: ID_DATA,
    contentEncryptionAlgorithm: algorithm,
    encryptedContent: octets,
  },
};

export const header: PKIHeader = {
  pvno: 3,
  sender: directoryName,
  recipient: dnsName,
  messageTime: date,
  protectionAlg: algorithm,
  senderKID: octets,
  recipKID: octets,
  transactionID: octets,
  senderNonce: octets,
  recipNonce: octets,
  freeText: ['hello', 'bonjour'],
  generalInfo: [{ infoType: '1.3.6.1.5.5.7.4.13', infoValue: nullDer }, { infoType: '1.2.3.4' }],
};

const request = [
  {
    certReq: certRequestWithDer,
    popo: {
      type: 'signature',
      value: {
        poposkInput: { authInfo: { type: 'sender', value: directoryName }, publicKey: spki },
        algorithmIdentifier: algorithm,
        signature: octets,
      },
    },
    regInfo: [control],
  },
] as const;

const certResponse = {
  certReqId: 0,
  status: { status: 1, statusString: ['with changes'], failInfo: [2, 26] },
  certifiedKeyPair: {
    certOrEncCert: { type: 'certificate', value: emptySequence },
    privateKey: { type: 'envelopedData', value: envelopedData },
    publicationInfo: { action: 1, pubInfos: [{ pubMethod: 2, pubLocation: dnsName }] },
  },
  rspInfo: octets,
} as const;

const response = { caPubs: [emptySequence], response: [certResponse] } as const;

/** One body of each type. Certificates and CRLs in them are empty: they stay as they stand. */
export const bodies: readonly PKIBody[] = [
  { type: 'ir', value: request },
  { type: 'ip', value: response },
  { type: 'cr', value: request },
  { type: 'cp', value: response },
  { type: 'p10cr', value: emptySequence },
  {
    type: 'popdecc',
    value: [
      { owf: algorithm, witness: octets, challenge: octets },
      { witness: octets, challenge: new Uint8Array(), encryptedRand: envelopedData },
    ],
  },
  { type: 'popdecr', value: [5n, -(2n ** 80n)] },
  { type: 'kur', value: request },
  { type: 'kup', value: response },
  { type: 'krr', value: request },
  {
    type: 'krp',
    value: {
      status: { status: 0 },
      newSigCert: emptySequence,
      caCerts: [emptySequence],
      keyPairHist: [certResponse.certifiedKeyPair],
    },
  },
  { type: 'rr', value: [{ certDetails: certTemplate, crlEntryDetails: [extension] }] },
  { type: 'rp', value: { status: [{ status: 0 }], revCerts: [certId], crls: [emptySequence] } },
  { type: 'ccr', value: request },
  { type: 'ccp', value: response },
  {
    type: 'ckuann',
    value: {
      type: 'cAKeyUpdAnnV3',
      value: { newWithNew: emptySequence, newWithOld: emptySequence, oldWithNew: emptySequence },
    },
  },
  { type: 'cann', value: emptySequence },
  {
    type: 'rann',
    value: { status: 4, certId, willBeRevokedAt: date, badSinceDate: date, crlDetails: [extension] },
  },
  { type: 'crlann', value: [emptySequence, emptySequence] },
  { type: 'pkiconf', value: null },
  { type: 'nested', value: [emptySequence] },
  { type: 'genm', value: [{ infoType: '1.3.6.1.5.5.7.4.17' }] },
  { type: 'genp', value: [{ infoType: '1.3.6.1.5.5.7.4.13', infoValue: nullDer }] },
  {
    type: 'error',
    value: {
      pKIStatusInfo: { status: 2, statusString: ['no'], failInfo: [9] },
      errorCode: 70n,
      errorDetails: ['really not'],
    },
  },
  { type: 'certConf', value: [{ certHash: octets, certReqId: 0, statusInfo: { status: 0 }, hashAlg: algorithm }] },
  { type: 'pollReq', value: [{ certReqId: -1 }] },
  { type: 'pollRep', value: [{ certReqId: -1, checkAfter: 60, reason: ['busy'] }] },
];
