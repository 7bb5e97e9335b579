import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { sequenceOf, setOf } from './collection.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { smallInteger } from './integer.ts';
import { nullValue } from './null-value.ts';
import { octetString } from './octet-string.ts';

describe.each([
  { name: 'sequenceOf', of: sequenceOf, tag: '30' },
  { name: 'setOf', of: setOf, tag: '31' },
])('$name', ({ of, tag }) => {
  test('survives the way there and back', () => {
    const schema = of(smallInteger);
    expect(decode(schema, fromHex(`${tag}06020101020102`))).toEqual([1, 2]);
    expect(toHex(encode(schema, [1, 2]))).toBe(`${tag}06020101020102`);
    expect(decode(schema, encode(schema, []))).toEqual([]);
  });

  test('takes as many elements as its limits say', () => {
    const schema = of(smallInteger, { min: 1, max: 2 });
    const refused = (hex: string, code: string): void =>
      expect(() => decode(schema, fromHex(hex))).toThrow(expect.objectContaining({ code }));
    refused(`${tag}00`, 'too-few-elements');
    refused(`${tag}09020101020101020101`, 'too-many-elements');
    expect(() => encode(schema, [])).toThrow(new TypeError('expected 1 to 2 elements, got 0'));
    expect(() => encode(schema, [1, 1, 1])).toThrow(new TypeError('expected 1 to 2 elements, got 3'));
  });

  test('takes 1,000 elements unless it is told otherwise', () => {
    const list = (count: number): Uint8Array =>
      fromHex(`${tag}82${(2 * count).toString(16).padStart(4, '0')}${'0500'.repeat(count)}`);
    expect(decode(of(nullValue), list(1000))).toHaveLength(1000);
    expect(() => decode(of(nullValue), list(1001))).toThrow(
      expect.objectContaining({ code: 'too-many-elements', path: '[1000]' }),
    );
  });

  test('names the element that is wrong', () => {
    expect(() => decode(of(smallInteger), fromHex(`${tag}050201010500`))).toThrow(
      expect.objectContaining({ path: '[1]', offset: 5 }),
    );
    // as: a caller without types
    expect(() => encode(of(smallInteger), [1, 'x'] as never)).toThrow(/^\[1\]: expected a safe integer/);
    expect(() => encode(of(smallInteger), 'x' as never)).toThrow(new TypeError('expected an array, got string'));
  });
});

describe('a SET OF', () => {
  test('is sorted by encoding when written', () => {
    const values = [Uint8Array.of(1, 0), Uint8Array.of(2), Uint8Array.of(1), new Uint8Array()];
    expect(toHex(encode(setOf(octetString), values))).toBe('310c040004010104010204020100');
  });

  test('may hold the same element twice', () => {
    expect(decode(setOf(smallInteger), fromHex('3106020101020101'))).toEqual([1, 1]);
  });

  test('is refused when not sorted', () => {
    expect(() => decode(setOf(smallInteger), fromHex('3106020102020101'))).toThrow(
      expect.objectContaining({ code: 'unsorted-set', path: '[1]', offset: 5 }),
    );
  });

  test('is sorted by unsigned octets', () => {
    expect(decode(setOf(smallInteger), fromHex('3106020101020181'))).toEqual([1, -127]);
  });
});
