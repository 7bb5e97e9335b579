import { expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { nullValue } from './null-value.ts';

test('null is 0500', () => {
  expect(decode(nullValue, fromHex('0500'))).toBeNull();
  expect(toHex(encode(nullValue, null))).toBe('0500');
});

test('refuses a NULL with content', () => {
  expect(() => decode(nullValue, fromHex('050100'))).toThrow(expect.objectContaining({ code: 'invalid-null' }));
});

test('refuses to write what is not null', () => {
  // as: a caller without types
  expect(() => encode(nullValue, undefined as never)).toThrow(TypeError);
});
