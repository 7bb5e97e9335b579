import { describe, expect, test } from 'vitest';
import { bitString, bitStringOctets, bitStringOf, namedBitString } from './bit-string.ts';
import { fromHex, toHex } from './bytes.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { optional } from './field.ts';
import { smallInteger } from './integer.ts';
import { sequence } from './sequence.ts';

const malformed = [
  { name: 'no content', hex: '0300' },
  { name: '8 unused bits', hex: '03020800' },
  { name: '255 unused bits', hex: '0302ff00' },
  { name: 'unused bits of no octet', hex: '030101' },
  { name: 'an unused bit that is set', hex: '03020401' },
  { name: 'the highest unused bit set', hex: '03020740' },
];

describe.each([
  { name: 'bitString', schema: bitString },
  { name: 'bitStringOctets', schema: bitStringOctets },
  { name: 'bitStringOf', schema: bitStringOf(smallInteger) },
  { name: 'namedBitString', schema: namedBitString },
])('$name', ({ schema }) => {
  test.each(malformed)('refuses $name', ({ hex }) => {
    expect(() => decode<unknown>(schema, fromHex(hex))).toThrow(
      expect.objectContaining({ code: 'invalid-bit-string' }),
    );
  });
});

describe('bitString', () => {
  test.each([
    { hex: '030100', unusedBits: 0, octets: '' },
    { hex: '030204f0', unusedBits: 4, octets: 'f0' },
    { hex: '03020780', unusedBits: 7, octets: '80' },
    { hex: '03030100fe', unusedBits: 1, octets: '00fe' },
  ])('$hex holds $octets', ({ hex, unusedBits, octets }) => {
    const value = { unusedBits, octets: fromHex(octets) };
    expect(decode(bitString, fromHex(hex))).toEqual(value);
    expect(toHex(encode(bitString, value))).toBe(hex);
  });

  test.each([
    { unusedBits: 1, octets: '' },
    { unusedBits: 8, octets: '00' },
    { unusedBits: -1, octets: '00' },
    { unusedBits: 0.5, octets: '00' },
    { unusedBits: 4, octets: '01' },
  ])('refuses to write $unusedBits unused bits of $octets', ({ unusedBits, octets }) => {
    expect(() => encode(bitString, { unusedBits, octets: fromHex(octets) })).toThrow(TypeError);
  });
});

describe('bitStringOctets', () => {
  test('are a view of the input', () => {
    const input = fromHex('0303000102');
    const octets = decode(bitStringOctets, input);
    expect(toHex(octets)).toBe('0102');
    expect(octets.buffer).toBe(input.buffer);
    expect(encode(bitStringOctets, octets)).toEqual(input);
  });

  test('refuse a part of an octet', () => {
    expect(() => decode(bitStringOctets, fromHex('030204f0'))).toThrow(
      expect.objectContaining({ code: 'invalid-bit-string' }),
    );
  });
});

describe('bitStringOf', () => {
  test('reads the value inside', () => {
    expect(decode(bitStringOf(smallInteger), fromHex('030400020105'))).toBe(5);
    expect(toHex(encode(bitStringOf(smallInteger), 5))).toBe('030400020105');
  });

  test('does not lend its last elements to what is around it', () => {
    const schema = sequence({ inner: bitStringOf(smallInteger), after: optional(smallInteger) });
    expect(() => decode(schema, fromHex('3009030700020101020102'))).toThrow(
      expect.objectContaining({ code: 'trailing-data', path: 'inner', offset: 8 }),
    );
  });

  test('refuses anything after the value', () => {
    expect(() => decode(bitStringOf(smallInteger), fromHex('03050002010500'))).toThrow(
      expect.objectContaining({ code: 'trailing-data' }),
    );
  });
});

describe('namedBitString', () => {
  test.each([
    { hex: '030100', bits: [] },
    { hex: '03020780', bits: [0] },
    { hex: '030205a0', bits: [0, 2] },
    { hex: '03020001', bits: [7] },
    { hex: '0303070080', bits: [8] },
    { hex: '03020308', bits: [4] },
    { hex: '030203f8', bits: [0, 1, 2, 3, 4] },
  ])('$hex sets $bits', ({ hex, bits }) => {
    expect(decode(namedBitString, fromHex(hex))).toEqual(bits);
    expect(toHex(encode(namedBitString, bits))).toBe(hex);
  });

  test.each(['03020000', '03020680', '0303008000', '03020700'])(
    'refuses %s: trailing zero bits are not written',
    (hex) => {
      expect(() => decode(namedBitString, fromHex(hex))).toThrow(
        expect.objectContaining({ code: 'invalid-bit-string' }),
      );
    },
  );

  test('is bounded at 1,000 bits', () => {
    expect(decode(namedBitString, encode(namedBitString, [999]))).toEqual([999]);
    const input = fromHex(`037f00${'ff'.repeat(126)}`);
    expect(() => decode(namedBitString, input)).toThrow(expect.objectContaining({ code: 'too-many-elements' }));
  });

  test.each([[[1, 0]], [[1, 1]], [[-1]], [[0.5]], [[1000]], [['0']], [[Infinity]], [[5, Number.NaN]]])(
    'refuses to write %j',
    (bits) => {
      // as: a caller without types
      expect(() => encode(namedBitString, bits as never)).toThrow(TypeError);
    },
  );
});
