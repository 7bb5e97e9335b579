import { fromHex, toHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';

import { algorithm, date, nullDer, octets, spki } from '../../../testdata/example-values.ts';
import { skeleton } from '../../../testdata/skeleton.ts';
import { row } from '../../../testdata/structure-row.ts';
import { ContentInfo } from './content-info.ts';
import { KEMRecipientInfo } from './kem-recipient-info.ts';
import { RecipientInfo } from './recipient-info.ts';
import { SignedData } from './signed-data.ts';

const key = 'S{OID} B';

const rows = [
  // CMS: RFC 5652 section 12.1, RFC 9629
  row(
    'RecipientInfo ktri',
    RecipientInfo,
    {
      type: 'ktri',
      value: {
        version: 2,
        rid: { type: 'subjectKeyIdentifier', value: octets },
        keyEncryptionAlgorithm: algorithm,
        encryptedKey: octets,
      },
    },
    'S{I [0] S{OID} O}',
  ),
  row(
    'RecipientInfo kari',
    RecipientInfo,
    {
      type: 'kari',
      value: {
        version: 3,
        originator: { type: 'originatorKey', value: spki },
        ukm: octets,
        keyEncryptionAlgorithm: algorithm,
        recipientEncryptedKeys: [
          { rid: { type: 'rKeyId', value: { subjectKeyIdentifier: octets, date } }, encryptedKey: octets },
        ],
      },
    },
    `[1]{I [0]{[1]{${key}}} [1]{O} S{OID} S{S{[0]{O GT} O}}}`,
  ),
  row(
    'RecipientInfo kekri',
    RecipientInfo,
    {
      type: 'kekri',
      value: { version: 4, kekid: { keyIdentifier: octets }, keyEncryptionAlgorithm: algorithm, encryptedKey: octets },
    },
    '[2]{I S{O} S{OID} O}',
  ),
  row(
    'RecipientInfo ori',
    RecipientInfo,
    { type: 'ori', value: { oriType: '1.2.3', oriValue: nullDer } },
    '[4]{OID N}',
  ),
  row(
    'KEMRecipientInfo',
    KEMRecipientInfo,
    {
      version: 0,
      rid: { type: 'subjectKeyIdentifier', value: octets },
      kem: algorithm,
      kemct: octets,
      kdf: algorithm,
      kekLength: 32,
      ukm: octets,
      wrap: algorithm,
      encryptedKey: octets,
    },
    'S{I [0] S{OID} O S{OID} I [0]{O} S{OID} O}',
  ),
  row(
    'SignedData',
    SignedData,
    {
      version: 3,
      digestAlgorithms: [algorithm],
      encapContentInfo: { eContentType: '1.2.3', eContent: octets },
      certificates: fromHex('a0023000'),
      signerInfos: [
        {
          version: 3,
          sid: { type: 'subjectKeyIdentifier', value: octets },
          digestAlgorithm: algorithm,
          signedAttrs: fromHex('a0023000'),
          signatureAlgorithm: algorithm,
          signature: octets,
        },
      ],
    },
    'S{I SET{S{OID}} S{OID [0]{O}} [0]{S{}} SET{S{I [0] S{OID} [0]{S{}} S{OID} O}}}',
  ),
  row('ContentInfo', ContentInfo, { contentType: '1.2.3', content: nullDer }, 'S{OID [0]{N}}'),
];

describe('the tags of each structure are those of its ASN.1', () => {
  it.each(rows)('$title', ({ tags, der, again }) => {
    expect(skeleton(der())).toBe(tags);
    expect(toHex(again(der()))).toBe(toHex(der()));
  });
});
