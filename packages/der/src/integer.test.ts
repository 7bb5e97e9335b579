import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { enumerated, integer, integerOctets, smallInteger } from './integer.ts';

const numbers = [
  { value: 0, hex: '00' },
  { value: 1, hex: '01' },
  { value: 127, hex: '7f' },
  { value: 128, hex: '0080' },
  { value: 255, hex: '00ff' },
  { value: 256, hex: '0100' },
  { value: 32768, hex: '008000' },
  { value: -1, hex: 'ff' },
  { value: -128, hex: '80' },
  { value: -129, hex: 'ff7f' },
  { value: -256, hex: 'ff00' },
  { value: -32769, hex: 'ff7fff' },
  { value: 2 ** 31, hex: '0080000000' },
  { value: -(2 ** 31), hex: '80000000' },
  { value: 2 ** 47, hex: '00800000000000' },
  { value: Number.MAX_SAFE_INTEGER, hex: '1fffffffffffff' },
  { value: Number.MIN_SAFE_INTEGER, hex: 'e0000000000001' },
];

describe.each([
  { name: 'smallInteger', schema: smallInteger, tag: '02' },
  { name: 'enumerated', schema: enumerated, tag: '0a' },
])('$name', ({ schema, tag }) => {
  test.each(numbers)('$value is $hex', ({ value, hex }) => {
    const der = tlv(tag, hex);
    expect(decode(schema, fromHex(der))).toBe(value);
    expect(toHex(encode(schema, value))).toBe(der);
  });

  test.each(['20000000000000', 'e0000000000000', '0100000000000000', '7fffffffffffff', '80000000000000'])(
    'refuses %s, beyond the safe range',
    (hex) => {
      expect(() => decode(schema, fromHex(tlv(tag, hex)))).toThrow(
        expect.objectContaining({ code: 'integer-out-of-range' }),
      );
    },
  );

  test.each([1.5, Number.NaN, Infinity, 2 ** 53, '1', 1n, undefined])('refuses to write %s', (value) => {
    // as: a caller without types
    expect(() => encode(schema, value as never)).toThrow(TypeError);
  });
});

test('minus zero is written as zero', () => {
  expect(toHex(encode(smallInteger, -0))).toBe('020100');
});

describe('integer', () => {
  test.each([
    ...numbers.map(({ value, hex }) => ({ value: BigInt(value), hex })),
    { value: 2n ** 63n, hex: '008000000000000000' },
    { value: -(2n ** 63n), hex: '8000000000000000' },
    { value: -(2n ** 63n) - 1n, hex: 'ff7fffffffffffffff' },
    { value: 2n ** 159n, hex: `0080${'00'.repeat(19)}` },
  ])('$value is $hex', ({ value, hex }) => {
    const der = tlv('02', hex);
    expect(decode(integer, fromHex(der))).toBe(value);
    expect(toHex(encode(integer, value))).toBe(der);
  });

  test('is bounded at 4,096 octets', () => {
    const largest = 2n ** (8n * 4096n - 1n) - 1n;
    expect(decode(integer, encode(integer, largest))).toBe(largest);
    expect(decode(integer, encode(integer, -largest - 1n))).toBe(-largest - 1n);
    expect(() => encode(integer, largest + 1n)).toThrow(TypeError);
    expect(() => encode(integer, -largest - 2n)).toThrow(TypeError);
    const tooLarge = fromHex(`02821001${'01'.repeat(4097)}`);
    expect(() => decode(integer, tooLarge)).toThrow(expect.objectContaining({ code: 'integer-out-of-range' }));
  });

  test('refuses to write a number', () => {
    // as: a caller without types
    expect(() => encode(integer, 1 as never)).toThrow(TypeError);
  });
});

describe.each([
  { name: 'integer', schema: integer },
  { name: 'smallInteger', schema: smallInteger },
  { name: 'integerOctets', schema: integerOctets },
])('$name', ({ schema }) => {
  test.each(['', '0000', '007f', 'ff80', 'ffff', '000080'])('refuses content %j', (hex) => {
    expect(() => decode<unknown>(schema, fromHex(tlv('02', hex)))).toThrow(
      expect.objectContaining({ code: 'invalid-integer' }),
    );
  });
});

describe('integerOctets', () => {
  test('are the content as it stands', () => {
    const input = fromHex('020900ffeeddccbbaa9988');
    const octets = decode(integerOctets, input);
    expect(toHex(octets)).toBe('00ffeeddccbbaa9988');
    expect(octets.buffer).toBe(input.buffer);
    expect(encode(integerOctets, octets)).toEqual(input);
  });

  test.each(['', '007f', 'ff80'])('refuses to write %j', (hex) => {
    expect(() => encode(integerOctets, fromHex(hex))).toThrow(TypeError);
  });
});

function tlv(tag: string, content: string): string {
  return `${tag}${(content.length / 2).toString(16).padStart(2, '0')}${content}`;
}
