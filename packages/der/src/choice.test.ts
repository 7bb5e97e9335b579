import { describe, expect, expectTypeOf, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { choice } from './choice.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { smallInteger } from './integer.ts';
import { nullValue } from './null-value.ts';
import { rawValue } from './raw.ts';
import type { Infer } from './schema.ts';
import { explicit, implicit } from './tagging.ts';

const schema = choice({ none: nullValue, small: smallInteger, inner: choice({ tagged: implicit(0, smallInteger) }) });

test.each([
  { hex: '0500', value: { type: 'none', value: null } },
  { hex: '020105', value: { type: 'small', value: 5 } },
  { hex: '800105', value: { type: 'inner', value: { type: 'tagged', value: 5 } } },
] as const)('$hex is $value.type', ({ hex, value }) => {
  expect(decode(schema, fromHex(hex))).toStrictEqual(value);
  expect(toHex(encode(schema, value))).toBe(hex);
});

test('its values are a discriminated union', () => {
  expectTypeOf<Infer<typeof schema>>().toEqualTypeOf<
    | { readonly type: 'none'; readonly value: null }
    | { readonly type: 'small'; readonly value: number }
    | { readonly type: 'inner'; readonly value: { readonly type: 'tagged'; readonly value: number } }
  >();
});

test('refuses a tag of none of its alternatives', () => {
  expect(() => decode(schema, fromHex('0101ff'))).toThrow(
    expect.objectContaining({ code: 'unexpected-tag', problem: 'expected one of none, small, inner, got BOOLEAN' }),
  );
  expect(() => decode(explicit(0, schema), fromHex('a000'))).toThrow(
    expect.objectContaining({ code: 'missing-element' }),
  );
});

test('names the alternative that is wrong', () => {
  expect(() => decode(schema, fromHex('80020001'))).toThrow(
    expect.objectContaining({ code: 'invalid-integer', path: 'inner.tagged' }),
  );
});

test.each([{ type: 'other', value: 1 }, { type: 'toString', value: 1 }, {}, null, undefined, 'none'])(
  'refuses to write %j',
  (value) => {
    // as: a caller without types
    expect(() => encode(schema, value as never)).toThrow(TypeError);
  },
);

describe('construction', () => {
  test('refuses alternatives that begin alike', () => {
    expect(() => choice({ one: smallInteger, other: smallInteger })).toThrow(
      new TypeError('choice: one and other begin alike'),
    );
    expect(() => choice({ one: smallInteger, other: choice({ deep: smallInteger }) })).toThrow(TypeError);
    expect(() => choice({ rest: rawValue, one: smallInteger })).toThrow(TypeError);
  });

  test('takes a raw value as the last alternative, for every other tag', () => {
    const open = choice({ none: nullValue, rest: rawValue });
    expect(decode(open, fromHex('0500')).type).toBe('none');
    expect(decode(open, fromHex('020105'))).toEqual({ type: 'rest', value: fromHex('020105') });
  });
});
