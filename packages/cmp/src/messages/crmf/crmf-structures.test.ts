import { encode, toHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';

import {
  algorithm,
  certId,
  certRequestWithDer,
  certTemplate,
  control,
  dnsName,
  encryptedValue,
  envelopedData,
  octets,
  spki,
} from '../../../testdata/example-values.ts';
import { skeleton } from '../../../testdata/skeleton.ts';
import { row } from '../../../testdata/structure-row.ts';
import { CertId } from './cert-id.ts';
import { CertReqMsg } from './cert-req-msg.ts';
import { CertTemplate } from './cert-template.ts';
import { EncKeyWithID } from './enc-key-with-id.ts';
import { EncryptedKey } from './encrypted-key.ts';
import { PKIArchiveOptions } from './pki-archive-options.ts';
import { PKIPublicationInfo } from './pki-publication-info.ts';
import { ProofOfPossession } from './proof-of-possession.ts';

const bits = { unusedBits: 0, octets };
const mac = { algId: algorithm, value: octets };
const enveloped = 'I SET{[3]{I [0]{OID} S{OID} O}} S{OID S{OID} [0]}';
const name = 'S{SET{S{OID U}}}';
const key = 'S{OID} B';

const rows = [
  // CRMF: RFC 4211 appendix B
  row(
    'CertTemplate, whose names have explicit tags',
    CertTemplate,
    certTemplate,
    `S{[0] [1] [2]{OID} [3]{${name}} [4]{[0]{UT} [1]{GT}} [5]{${name}} [6]{${key}} [7] [8] [9]{S{OID BOOL O}}}`,
  ),
  row('an empty CertTemplate', CertTemplate, {}, 'S{}'),
  row(
    'CertReqMsg',
    CertReqMsg,
    { certReq: certRequestWithDer, popo: { type: 'raVerified', value: null }, regInfo: [control] },
    `S{S{I ${skeleton(encode(CertTemplate, certTemplate))} S{S{OID U}}} [0] S{S{OID U}}}`,
  ),
  row('ProofOfPossession raVerified', ProofOfPossession, { type: 'raVerified', value: null }, '[0]'),
  row(
    'ProofOfPossession signature over a sender',
    ProofOfPossession,
    {
      type: 'signature',
      value: {
        poposkInput: { authInfo: { type: 'sender', value: dnsName }, publicKey: spki },
        algorithmIdentifier: algorithm,
        signature: octets,
      },
    },
    `[1]{[0]{[0]{[2]} S{${key}}} S{OID} B}`,
  ),
  row(
    'ProofOfPossession signature over a MAC',
    ProofOfPossession,
    {
      type: 'signature',
      value: {
        poposkInput: { authInfo: { type: 'publicKeyMAC', value: mac }, publicKey: spki },
        algorithmIdentifier: algorithm,
        signature: octets,
      },
    },
    `[1]{[0]{S{S{OID} B} S{${key}}} S{OID} B}`,
  ),
  row('POPOPrivKey thisMessage', ProofOfPossession, keyEncipherment({ type: 'thisMessage', value: bits }), '[2]{[0]}'),
  row(
    'POPOPrivKey subsequentMessage',
    ProofOfPossession,
    keyEncipherment({ type: 'subsequentMessage', value: 1 }),
    '[2]{[1]}',
  ),
  row('POPOPrivKey dhMAC', ProofOfPossession, keyAgreement({ type: 'dhMAC', value: bits }), '[3]{[2]}'),
  row('POPOPrivKey agreeMAC', ProofOfPossession, keyAgreement({ type: 'agreeMAC', value: mac }), '[3]{[3]{S{OID} B}}'),
  row(
    'POPOPrivKey encryptedKey',
    ProofOfPossession,
    keyEncipherment({ type: 'encryptedKey', value: envelopedData }),
    `[2]{[4]{${enveloped}}}`,
  ),
  row(
    'EncryptedKey encryptedValue',
    EncryptedKey,
    { type: 'encryptedValue', value: encryptedValue },
    'S{[0]{OID} [1]{OID} [2] [3]{OID} [4] B}',
  ),
  row('EncryptedKey envelopedData', EncryptedKey, { type: 'envelopedData', value: envelopedData }, `[0]{${enveloped}}`),
  row(
    'PKIArchiveOptions encryptedPrivKey',
    PKIArchiveOptions,
    { type: 'encryptedPrivKey', value: { type: 'encryptedValue', value: { encValue: bits } } },
    '[0]{S{B}}',
  ),
  row('PKIArchiveOptions keyGenParameters', PKIArchiveOptions, { type: 'keyGenParameters', value: octets }, '[1]'),
  row(
    'PKIArchiveOptions archiveRemGenPrivKey',
    PKIArchiveOptions,
    { type: 'archiveRemGenPrivKey', value: true },
    '[2]',
  ),
  row(
    'PKIPublicationInfo',
    PKIPublicationInfo,
    { action: 1, pubInfos: [{ pubMethod: 3, pubLocation: dnsName }] },
    'S{I S{S{I [2]}}}',
  ),
  row('CertId', CertId, certId, `S{[4]{${name}} I}`),
  row(
    'EncKeyWithID',
    EncKeyWithID,
    {
      privateKey: { version: 0, privateKeyAlgorithm: algorithm, privateKey: octets },
      identifier: { type: 'string', value: 'me' },
    },
    'S{S{I S{OID} O} U}',
  ),
];

describe('the tags of each structure are those of its ASN.1', () => {
  it.each(rows)('$title', ({ tags, der, again }) => {
    expect(skeleton(der())).toBe(tags);
    expect(toHex(again(der()))).toBe(toHex(der()));
  });
});

function keyEncipherment(value: Extract<ProofOfPossession, { type: 'keyEncipherment' }>['value']): ProofOfPossession {
  return { type: 'keyEncipherment', value };
}

function keyAgreement(value: Extract<ProofOfPossession, { type: 'keyAgreement' }>['value']): ProofOfPossession {
  return { type: 'keyAgreement', value };
}
