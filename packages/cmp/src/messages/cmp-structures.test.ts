import { fromHex, toHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';

import {
  algorithm,
  certId,
  date,
  directoryName,
  dnsName,
  emptySequence,
  envelopedData,
  extension,
  header,
  nullDer,
  octets,
} from '../../testdata/example-values.ts';
import { skeleton } from '../../testdata/skeleton.ts';
import { row } from '../../testdata/structure-row.ts';
import { CAKeyUpdContent } from './ca-key-upd-content.ts';
import { CertOrEncCert } from './cert-or-enc-cert.ts';
import { CertRepMessage } from './cert-rep-message.ts';
import { CertReqTemplateContent } from './cert-req-template-content.ts';
import { CertStatus } from './cert-status.ts';
import { CertifiedKeyPair } from './certified-key-pair.ts';
import { Challenge } from './challenge.ts';
import { CRLSource } from './crl-source.ts';
import { CRLStatus } from './crl-status.ts';
import { CONTROL_TYPES } from './crmf/control-types.ts';
import { DHBMParameter } from './dhbm-parameter.ts';
import { ErrorMsgContent } from './error-msg-content.ts';
import { KemBMParameter } from './kem-bm-parameter.ts';
import { KemCiphertextInfo } from './kem-ciphertext-info.ts';
import { KemOtherInfo } from './kem-other-info.ts';
import { KeyRecRepContent } from './key-rec-rep-content.ts';
import { OOBCertHash } from './oob-cert-hash.ts';
import { OOBCert } from './oob-cert.ts';
import { PBKDF2Params } from './pbkdf2-params.ts';
import { PBMParameter } from './pbm-parameter.ts';
import { PBMAC1Params } from './pbmac1-params.ts';
import { PKIHeader } from './pki-header.ts';
import { PKIStatusInfo } from './pki-status-info.ts';
import { PollRepContent } from './poll-rep-content.ts';
import { PollReqContent } from './poll-req-content.ts';
import { Rand } from './rand.ts';
import { RevAnnContent } from './rev-ann-content.ts';
import { RevDetails } from './rev-details.ts';
import { RevRepContent } from './rev-rep-content.ts';

const bits = { unusedBits: 0, octets };
const enveloped = 'I SET{[3]{I [0]{OID} S{OID} O}} S{OID S{OID} [0]}';
const name = 'S{SET{S{OID U}}}';

const rows = [
  // CMP: RFC 9810 appendix F
  row(
    'PKIHeader',
    PKIHeader,
    header,
    `S{I [4]{${name}} [2] [0]{GT} [1]{S{OID}} [2]{O} [3]{O} [4]{O} [5]{O} [6]{O} [7]{S{U U}} [8]{S{S{OID N} S{OID}}}}`,
  ),
  row(
    'PBMParameter',
    PBMParameter,
    { salt: octets, owf: algorithm, iterationCount: 500, mac: algorithm },
    'S{O S{OID} I S{OID}}',
  ),
  row('DHBMParameter', DHBMParameter, { owf: algorithm, mac: algorithm }, 'S{S{OID} S{OID}}'),
  row(
    'KemBMParameter',
    KemBMParameter,
    { kdf: algorithm, kemContext: octets, len: 32, mac: algorithm },
    'S{S{OID} [0]{O} I S{OID}}',
  ),
  row(
    'KemOtherInfo',
    KemOtherInfo,
    { staticString: ['CMP-KEM'], transactionID: octets, kemContext: octets },
    'S{S{U} O [0]{O}}',
  ),
  row('KemCiphertextInfo', KemCiphertextInfo, { kem: algorithm, ct: octets }, 'S{S{OID} O}'),
  row('PKIStatusInfo', PKIStatusInfo, { status: 2, statusString: ['no'], failInfo: [26] }, 'S{I S{U} B}'),
  row('OOBCert', OOBCert, emptySequence, 'S{}'),
  row(
    'OOBCertHash',
    OOBCertHash,
    { hashAlg: algorithm, certId, hashVal: bits },
    `S{[0]{S{OID}} [1]{S{[4]{${name}} I}} B}`,
  ),
  row(
    'Challenge',
    Challenge,
    { owf: algorithm, witness: octets, challenge: octets, encryptedRand: envelopedData },
    `S{S{OID} O O [0]{S{${enveloped}}}}`,
  ),
  row('Rand', Rand, { int: 5n, sender: directoryName }, `S{I [4]{${name}}}`),
  row(
    'CertRepMessage',
    CertRepMessage,
    { caPubs: [emptySequence], response: [{ certReqId: -1, status: { status: 3 }, rspInfo: octets }] },
    'S{[1]{S{S{}}} S{S{I S{I} O}}}',
  ),
  row(
    'CertifiedKeyPair',
    CertifiedKeyPair,
    {
      certOrEncCert: { type: 'encryptedCert', value: { type: 'encryptedValue', value: { encValue: bits } } },
      privateKey: { type: 'envelopedData', value: envelopedData },
      publicationInfo: { action: 0 },
    },
    `S{[1]{S{B}} [0]{[0]{${enveloped}}} [1]{S{I}}}`,
  ),
  row('CertOrEncCert certificate', CertOrEncCert, { type: 'certificate', value: emptySequence }, '[0]{S{}}'),
  row(
    'KeyRecRepContent',
    KeyRecRepContent,
    {
      status: { status: 0 },
      newSigCert: emptySequence,
      caCerts: [emptySequence],
      keyPairHist: [{ certOrEncCert: { type: 'certificate', value: emptySequence } }],
    },
    'S{S{I} [0]{S{}} [1]{S{S{}}} [2]{S{S{[0]{S{}}}}}}',
  ),
  row('RevDetails', RevDetails, { certDetails: {}, crlEntryDetails: [extension] }, 'S{S{} S{S{OID BOOL O}}}'),
  row(
    'RevRepContent',
    RevRepContent,
    { status: [{ status: 0 }], revCerts: [certId], crls: [emptySequence] },
    `S{S{S{I}} [0]{S{S{[4]{${name}} I}}} [1]{S{S{}}}}`,
  ),
  row(
    'CAKeyUpdContent of cmp2000',
    CAKeyUpdContent,
    {
      type: 'cAKeyUpdAnnV2',
      value: { oldWithNew: emptySequence, newWithOld: emptySequence, newWithNew: emptySequence },
    },
    'S{S{} S{} S{}}',
  ),
  row(
    'CAKeyUpdContent of cmp2021',
    CAKeyUpdContent,
    {
      type: 'cAKeyUpdAnnV3',
      value: { newWithNew: emptySequence, newWithOld: emptySequence, oldWithNew: emptySequence },
    },
    '[0]{S{S{} [0]{S{}} [1]{S{}}}}',
  ),
  row(
    'RevAnnContent',
    RevAnnContent,
    { status: 4, certId, willBeRevokedAt: date, badSinceDate: date, crlDetails: [extension] },
    `S{I S{[4]{${name}} I} GT GT S{S{OID BOOL O}}}`,
  ),
  row('CRLSource dpn', CRLSource, { type: 'dpn', value: { type: 'fullName', value: [dnsName] } }, '[0]{[0]{[2]}}'),
  row(
    'CRLStatus',
    CRLStatus,
    { source: { type: 'issuer', value: [dnsName] }, thisUpdate: { type: 'utcTime', value: date } },
    'S{[1]{S{[2]}} UT}',
  ),
  row(
    'CertReqTemplateContent',
    CertReqTemplateContent,
    { certTemplate: {}, keySpec: [{ type: CONTROL_TYPES.rsaKeyLen.oid, value: fromHex('02020800') }] },
    'S{S{} S{S{OID I}}}',
  ),
  row(
    'ErrorMsgContent',
    ErrorMsgContent,
    { pKIStatusInfo: { status: 2 }, errorCode: 7n, errorDetails: ['no'] },
    'S{S{I} I S{U}}',
  ),
  row(
    'CertStatus',
    CertStatus,
    { certHash: octets, certReqId: 0, statusInfo: { status: 0 }, hashAlg: algorithm },
    'S{O I S{I} [0]{S{OID}}}',
  ),
  row('PollReqContent', PollReqContent, [{ certReqId: 0 }], 'S{S{I}}'),
  row('PollRepContent', PollRepContent, [{ certReqId: 0, checkAfter: 60, reason: ['busy'] }], 'S{S{I I S{U}}}'),

  // RFC 8018 appendix A
  row(
    'PBMAC1-params',
    PBMAC1Params,
    { keyDerivationFunc: algorithm, messageAuthScheme: algorithm },
    'S{S{OID} S{OID}}',
  ),
  row(
    'PBKDF2-params',
    PBKDF2Params,
    { salt: { type: 'specified', value: octets }, iterationCount: 1000, keyLength: 32, prf: algorithm },
    'S{O I I S{OID}}',
  ),
  row(
    'PBKDF2-params with the default PRF',
    PBKDF2Params,
    {
      salt: { type: 'otherSource', value: algorithm },
      iterationCount: 1000,
      prf: { algorithm: '1.2.840.113549.2.7', parameters: nullDer },
    },
    'S{S{OID} I}',
  ),
];

describe('the tags of each structure are those of its ASN.1', () => {
  it.each(rows)('$title', ({ tags, der, again }) => {
    expect(skeleton(der())).toBe(tags);
    expect(toHex(again(der()))).toBe(toHex(der()));
  });
});
