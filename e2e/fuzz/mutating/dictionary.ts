import { encode, fromHex, objectIdentifier } from '@crypto-cmp/der';

import type { Random } from './random.ts';

/** Identifier octets of universal types, and the first tags of contexts. */
export const TAGS = [
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1c, 0x1e, 0x30, 0x31, 0x80, 0x81,
  0x82, 0x86, 0x87, 0x88, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xb3, 0xb4, 0xb7, 0xb8, 0xb9, 0xba,
] as const;

/** Around the ends of what fits into a number, and what is no INTEGER at all. */
export const INTEGERS: readonly Uint8Array[] = [
  fromHex(''),
  ...[
    '00 01 02 03 04 05 06 07 64 63 7f 80 ff 0080 00ff 0100 7fff 8000 ff7f 03e8 2710 0186a0 0186a1 7fffffff 80000000',
    '00ffffffff 0100000000 1fffffffffffff 20000000000000 e0000000000000 7fffffffffffffff 0000 00007f ffff ffff80',
    'ff'.repeat(21),
    '7f'.repeat(64),
    '01'.repeat(2000),
  ]
    .join(' ')
    .split(' ')
    .map((hex) => fromHex(hex)),
];

/** Identifiers that mean something somewhere: one in place of another is well-formed, and wrong. */
export const OBJECT_IDENTIFIERS: readonly Uint8Array[] = [
  fromHex(''),
  fromHex('80'),
  fromHex('2a80'),
  fromHex(`2a${'ff'.repeat(70)}7f`),
  fromHex('883f'),
  ...[
    // PasswordBasedMac, DHBasedMac, KEM-based MAC, PBMAC1, PBKDF2
    ['1.2.840.113533.7.66.13', '1.2.840.113533.7.66.30', '1.2.840.113533.7.66.16', '1.2.840.113549.1.5.14'],
    ['1.2.840.113549.1.5.12', '1.2.840.113549.2.9', '1.2.840.113549.2.11', '1.3.6.1.5.5.8.1.2'],
    // hashes
    ['1.3.14.3.2.26', '2.16.840.1.101.3.4.2.1', '2.16.840.1.101.3.4.2.3', '2.16.840.1.101.3.4.2.11'],
    // signatures and keys
    ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.5', '1.2.840.113549.1.1.10', '1.2.840.113549.1.1.11'],
    ['1.2.840.10045.2.1', '1.2.840.10045.3.1.7', '1.2.840.10045.4.3.2', '1.3.101.110', '1.3.101.112', '1.3.101.113'],
    ['2.16.840.1.101.3.4.3.17', '2.16.840.1.101.3.4.3.18', '2.16.840.1.101.3.4.4.2'],
    // encryption
    ['2.16.840.1.101.3.4.1.2', '2.16.840.1.101.3.4.1.42', '2.16.840.1.101.3.4.1.45', '1.2.840.113549.1.1.7'],
    ['1.2.840.113549.1.9.16.13.3', '1.2.840.113549.1.9.16.3.28', '1.3.6.1.4.1.311.20.2.3'],
    // content types and attributes
    ['1.2.840.113549.1.7.1', '1.2.840.113549.1.7.2', '1.2.840.113549.1.7.3', '2.16.840.1.101.2.1.2.78.5'],
    ['1.2.840.113549.1.9.3', '1.2.840.113549.1.9.4', '1.2.840.113549.1.9.14'],
    // extensions and purposes
    ['2.5.29.14', '2.5.29.15', '2.5.29.17', '2.5.29.19', '2.5.29.20', '2.5.29.21', '2.5.29.27', '2.5.29.28'],
    ['2.5.29.30', '2.5.29.31', '2.5.29.32', '2.5.29.35', '2.5.29.36', '2.5.29.37', '2.5.29.54'],
    ['2.5.29.37.0', '1.3.6.1.5.5.7.3.27', '1.3.6.1.5.5.7.3.28', '1.3.6.1.5.5.7.3.32'],
    // information of CMP, controls of CRMF
    ...[4, 5, 6, 11, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24].map((last) => [`1.3.6.1.5.5.7.4.${last}`]),
    ...[1, 2, 3, 4, 5, 6, 7, 11, 12].map((last) => [`1.3.6.1.5.5.7.5.1.${last}`]),
    // attributes of names
    ['2.5.4.3', '2.5.4.6', '2.5.4.10', '0.9.2342.19200300.100.1.25', '1.2.840.113549.1.9.1'],
  ]
    .flat()
    .map((oid) => encode(objectIdentifier, oid).slice(2)),
];

export const TIMES = [
  '20261123120000Z',
  '19700101000000Z',
  '00000101000000Z',
  '99991231235959Z',
  '20260230000000Z',
  '20261123240000Z',
  '20261123235960Z',
  '20261123120000.5Z',
  '20261123120000+0100',
  '261123120000Z',
  '500101000000Z',
  '491231235959Z',
  '2611231200Z',
  '',
  'Z',
].map((text) => new TextEncoder().encode(text));

export const TEXTS = [
  '',
  '%s%n%x',
  '<script>alert(1)</script>',
  '..example.com',
  'a'.repeat(1000),
  '\u0000',
  '\u202Etxt',
  'CN=a,CN=b\\',
  ' leading',
  '{"__proto__":1}',
  'http://[::1',
].map((text) => new TextEncoder().encode(text));

/** Length octets that are not those of DER, or say something else than the truth. */
export function lengthLie(length: number, random: Random): Uint8Array {
  return random.pick<Uint8Array>([
    Uint8Array.of(0x80),
    Uint8Array.of(0x81, length & 0xff),
    Uint8Array.of(0x82, 0, length & 0xff),
    Uint8Array.of(Math.min(0x7f, length + 1)),
    Uint8Array.of(Math.max(0, Math.min(0x7f, length - 1))),
    Uint8Array.of(0x82, 0xff, 0xff),
    Uint8Array.of(0x84, 0xff, 0xff, 0xff, 0xff),
    Uint8Array.of(0x88, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
    Uint8Array.of(0xff),
  ]);
}
