import { expect, test } from 'vitest';
import { boolean } from './boolean.ts';
import { fromHex, toHex } from './bytes.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';

test.each([
  { hex: '010100', value: false },
  { hex: '0101ff', value: true },
])('$value is $hex', ({ hex, value }) => {
  expect(decode(boolean, fromHex(hex))).toBe(value);
  expect(toHex(encode(boolean, value))).toBe(hex);
});

test.each(['010101', '01017f', '0100', '0102ffff'])('refuses %s', (hex) => {
  expect(() => decode(boolean, fromHex(hex))).toThrow(expect.objectContaining({ code: 'invalid-boolean' }));
});

test('refuses to write what is not a boolean', () => {
  // as: a caller without types
  expect(() => encode(boolean, 1 as never)).toThrow(new TypeError('expected a boolean, got number'));
});
