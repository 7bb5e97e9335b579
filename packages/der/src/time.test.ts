import { describe, expect, test } from 'vitest';
import { concat } from './bytes.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import type { Tagged } from './schema.ts';
import { generalizedTime, utcTime } from './time.ts';

describe('generalizedTime', () => {
  test.each([
    { text: '20240229010203Z', iso: '2024-02-29T01:02:03.000Z' },
    { text: '20240229010203.1Z', iso: '2024-02-29T01:02:03.100Z' },
    { text: '20240229010203.12Z', iso: '2024-02-29T01:02:03.120Z' },
    { text: '20240229010203.123Z', iso: '2024-02-29T01:02:03.123Z' },
    { text: '20240229010203.003Z', iso: '2024-02-29T01:02:03.003Z' },
    { text: '20240229010210Z', iso: '2024-02-29T01:02:10.000Z' },
    { text: '00000101000000Z', iso: '0000-01-01T00:00:00.000Z' },
    { text: '00500101000000Z', iso: '0050-01-01T00:00:00.000Z' },
    { text: '99991231235959Z', iso: '9999-12-31T23:59:59.000Z' },
  ])('$text is $iso', ({ text, iso }) => expectTime(generalizedTime, text, iso));

  test.each([
    '',
    'Z',
    '2024022901020Z',
    '202402290102Z',
    '20240229010203',
    '20240229010203z',
    '20240229010203+0000',
    '20240229010203-0100Z',
    '20240229010203.Z',
    '20240229010203.0Z',
    '20240229010203.10Z',
    '20240229010203.1234Z',
    '20240229010203,1Z',
    '20240229010203.-1Z',
    '20230229010203Z',
    '21000229010203Z',
    '20240431000000Z',
    '20240001000000Z',
    '20241301000000Z',
    '20240100000000Z',
    '20240132000000Z',
    '20240101240000Z',
    '20240101006000Z',
    '20240101000060Z',
    '2024010100000 Z',
    ' 2024010100000Z',
    '+2024010100000Z',
    '2024010100000aZ',
  ])('refuses %j', (text) => expectRefusal(generalizedTime, text));

  test.each([new Date(Number.NaN), new Date(8.64e15), new Date(-8.64e15), '2024-01-01', 0])(
    'refuses to write %s',
    (value) => {
      // as: a caller without types
      expect(() => encode(generalizedTime, value as never)).toThrow(TypeError);
    },
  );
});

describe('utcTime', () => {
  test.each([
    { text: '500101000000Z', iso: '1950-01-01T00:00:00.000Z' },
    { text: '991231235959Z', iso: '1999-12-31T23:59:59.000Z' },
    { text: '000229000000Z', iso: '2000-02-29T00:00:00.000Z' },
    { text: '491231235959Z', iso: '2049-12-31T23:59:59.000Z' },
  ])('$text is $iso', ({ text, iso }) => expectTime(utcTime, text, iso));

  test.each([
    '',
    '4912312359Z',
    '491231235959',
    '491231235959+0000',
    '491231235959.1Z',
    '490229000000Z',
    '49123123595xZ',
    '49123123595/Z',
  ])('refuses %j', (text) => expectRefusal(utcTime, text));

  test.each(['1949-12-31T23:59:59Z', '2050-01-01T00:00:00Z', '2024-01-01T00:00:00.5Z', 'never'])(
    'refuses to write %s',
    (text) => {
      expect(() => encode(utcTime, new Date(text))).toThrow(TypeError);
    },
  );
});

function expectTime(schema: Tagged<Date>, text: string, iso: string): void {
  expect(decode(schema, der(schema, text)).toISOString()).toBe(iso);
  expect(encode(schema, new Date(iso))).toEqual(der(schema, text));
}

function expectRefusal(schema: Tagged<Date>, text: string): void {
  expect(() => decode(schema, der(schema, text))).toThrow(expect.objectContaining({ code: 'invalid-time' }));
}

function der(schema: Tagged<Date>, text: string): Uint8Array {
  return concat(Uint8Array.of(schema.tagOctet, text.length), new TextEncoder().encode(text));
}
