import { expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { optional } from './field.ts';
import { smallInteger } from './integer.ts';
import { octetString, octetStringOf } from './octet-string.ts';
import { sequence } from './sequence.ts';

test('an OCTET STRING is a view of the input', () => {
  const input = fromHex('04020102');
  const octets = decode(octetString, input);
  input[3] = 9;
  expect(octets).toEqual(Uint8Array.of(1, 9));
  expect(toHex(encode(octetString, octets))).toBe('04020109');
});

test('a constructed OCTET STRING is refused', () => {
  expect(() => decode(octetString, fromHex('240404020102'))).toThrow(
    expect.objectContaining({ code: 'unexpected-tag', problem: 'expected OCTET STRING, got constructed OCTET STRING' }),
  );
});

test('refuses to write what is not bytes', () => {
  // as: a caller without types
  expect(() => encode(octetString, [1, 2] as never)).toThrow(new TypeError('expected bytes, got array'));
});

test('octetStringOf reads the value inside', () => {
  expect(decode(octetStringOf(smallInteger), fromHex('0403020105'))).toBe(5);
  expect(toHex(encode(octetStringOf(smallInteger), 5))).toBe('0403020105');
});

test('octetStringOf does not lend its last elements to what is around it', () => {
  const schema = sequence({ inner: octetStringOf(smallInteger), after: optional(smallInteger) });
  expect(() => decode(schema, fromHex('30080406020101020102'))).toThrow(
    expect.objectContaining({ code: 'trailing-data', path: 'inner', offset: 7 }),
  );
});

test.each([
  { name: 'anything after the value', hex: '040402010500', code: 'trailing-data' },
  { name: 'a value that runs past the OCTET STRING', hex: '0403020205', code: 'truncated' },
  { name: 'nothing inside', hex: '0400', code: 'missing-element' },
])('octetStringOf refuses $name', ({ hex, code }) => {
  expect(() => decode(octetStringOf(smallInteger), fromHex(hex))).toThrow(expect.objectContaining({ code }));
});
