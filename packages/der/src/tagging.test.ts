import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { choice } from './choice.ts';
import { sequenceOf } from './collection.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { smallInteger } from './integer.ts';
import { nullValue } from './null-value.ts';
import { explicit, implicit } from './tagging.ts';

describe('implicit', () => {
  test.each([
    { name: 'a primitive', schema: implicit(2, smallInteger), hex: '820105', value: 5 },
    { name: 'a constructed one', schema: implicit(30, sequenceOf(smallInteger)), hex: 'be03020105', value: [5] },
    { name: 'an explicit tag', schema: implicit(1, explicit(2, smallInteger)), hex: 'a103020105', value: 5 },
  ])('replaces the tag of $name', ({ schema, hex, value }) => {
    expect(decode<unknown>(schema, fromHex(hex))).toEqual(value);
    expect(toHex(encode<unknown>(schema, value))).toBe(hex);
  });

  test('keeps primitive and constructed apart', () => {
    expect(() => decode(implicit(0, smallInteger), fromHex('a00105'))).toThrow(
      expect.objectContaining({ code: 'unexpected-tag' }),
    );
    expect(() => decode(implicit(0, sequenceOf(smallInteger)), fromHex('8003020105'))).toThrow(
      expect.objectContaining({ code: 'unexpected-tag' }),
    );
  });
});

describe('explicit', () => {
  const schema = explicit(0, choice({ small: smallInteger, none: nullValue }));

  test('wraps any schema', () => {
    expect(decode(schema, fromHex('a003020105'))).toEqual({ type: 'small', value: 5 });
    expect(toHex(encode(schema, { type: 'none', value: null }))).toBe('a0020500');
  });

  test.each([
    { name: 'the primitive form', hex: '8003020105', code: 'unexpected-tag' },
    { name: 'nothing inside', hex: 'a000', code: 'missing-element' },
    { name: 'two elements inside', hex: 'a0050201050500', code: 'trailing-data' },
    { name: 'an element that runs past the tag', hex: 'a00302020505', code: 'truncated' },
  ])('refuses $name', ({ hex, code }) => {
    expect(() => decode(schema, fromHex(hex))).toThrow(expect.objectContaining({ code }));
  });
});

test.each([-1, 31, 0.5, Number.NaN])('refuses the tag number %s', (tagNumber) => {
  expect(() => implicit(tagNumber, smallInteger)).toThrow(TypeError);
  expect(() => explicit(tagNumber, smallInteger)).toThrow(TypeError);
});
