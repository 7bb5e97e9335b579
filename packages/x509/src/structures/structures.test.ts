import { decode, encode, fromHex, toHex, type Schema } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { KEY_TYPES } from '../keys/key-type.ts';
import { nodeCrypto } from '../node/index.ts';
import { AlgorithmIdentifier } from './algorithm-identifier.ts';
import { Attribute } from './attribute.ts';
import { DistributionPoint } from './distribution-point.ts';
import { Extension, Extensions } from './extension.ts';
import { GeneralName, GeneralNames } from './general-name.ts';
import { PrivateKeyInfo } from './private-key-info.ts';
import { SubjectPublicKeyInfo } from './subject-public-key-info.ts';
import { Time, toTime } from './time.ts';

describe('a structure', () => {
  const cases: [name: string, schema: Schema<unknown>, der: string, value: unknown][] = [
    ['AlgorithmIdentifier', AlgorithmIdentifier, '300406022a03', { algorithm: '1.2.3' }],
    [
      'AlgorithmIdentifier with parameters',
      AlgorithmIdentifier,
      '300606022a030500',
      { algorithm: '1.2.3', parameters: fromHex('0500') },
    ],
    [
      'Extension',
      Extension,
      '300906022a030101ff0400',
      { extnID: '1.2.3', critical: true, extnValue: new Uint8Array() },
    ],
    ['Attribute', Attribute, '300806022a0331020500', { type: '1.2.3', values: [fromHex('0500')] }],
    ['GeneralName', GeneralName, 'a4023000', { type: 'directoryName', value: fromHex('3000') }],
    [
      'GeneralName, otherName',
      GeneralName,
      'a00806022a03a0020500',
      { type: 'otherName', value: { typeId: '1.2.3', value: fromHex('0500') } },
    ],
    [
      'DistributionPoint',
      DistributionPoint,
      '300ba005a00386016181020640',
      {
        distributionPoint: { type: 'fullName', value: [{ type: 'uniformResourceIdentifier', value: 'a' }] },
        reasons: { unusedBits: 6, octets: fromHex('40') },
      },
    ],
    [
      'DistributionPoint by relative name',
      DistributionPoint,
      '3004a002a100',
      { distributionPoint: { type: 'nameRelativeToCRLIssuer', value: fromHex('a100') } },
    ],
  ];
  it.each(cases)('%s is read and written', (_, schema, der, value) => {
    expect(decode(schema, fromHex(der))).toEqual(value);
    expect(toHex(encode(schema, value))).toBe(der);
  });

  const refused: [what: string, schema: Schema<unknown>, der: string][] = [
    ['"not critical" spelled out', Extension, '300906022a030101000400'],
    ['no extension at all', Extensions, '3000'],
    ['no name at all', GeneralNames, '3000'],
    ['an attribute without a value', Attribute, '300606022a033100'],
    ['a key that is no whole number of octets', SubjectPublicKeyInfo, '300a300406022a0303020780'],
  ];
  it.each(refused)('is strict where certificates are not: %s', (_, schema, der) => {
    expect(() => decode(schema, fromHex(der))).toThrow(expect.objectContaining({ name: 'DerError' }));
  });

  it.each(KEY_TYPES)(
    'PrivateKeyInfo holds a key of %s',
    async (keyType) => {
      const { privateKey, publicKey } = await nodeCrypto.generateKeyPair(keyType);
      const info = decode(PrivateKeyInfo, privateKey);
      expect(info.privateKeyAlgorithm).toEqual(decode(SubjectPublicKeyInfo, publicKey).algorithm);
      expect(encode(PrivateKeyInfo, info)).toEqual(privateKey);
    },
    30_000,
  );
});

describe('toTime', () => {
  const cases: Record<string, Time['type']> = {
    '1949-12-31T23:59:59Z': 'generalTime',
    '1950-01-01T00:00:00Z': 'utcTime',
    '2049-12-31T23:59:59.999Z': 'utcTime',
    '2050-01-01T00:00:00Z': 'generalTime',
    '9999-12-31T23:59:59Z': 'generalTime',
  };
  it.each(Object.entries(cases))('writes %s as %s (RFC 5280, section 4.1.2.5)', (text, type) => {
    const time = toTime(new Date(text));
    expect(time.type).toBe(type);
    expect(decode(Time, encode(Time, time))).toEqual(time);
  });
});
