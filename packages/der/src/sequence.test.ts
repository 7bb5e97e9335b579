import { describe, expect, test } from 'vitest';
import { boolean } from './boolean.ts';
import { fromHex, toHex } from './bytes.ts';
import { utf8String } from './character-string.ts';
import { choice } from './choice.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { optional, withDefault } from './field.ts';
import { smallInteger } from './integer.ts';
import { nullValue } from './null-value.ts';
import { octetString } from './octet-string.ts';
import { rawValue } from './raw.ts';
import { sequence, set } from './sequence.ts';
import { implicit } from './tagging.ts';

describe('a sequence', () => {
  const schema = sequence({
    version: withDefault(smallInteger, 0),
    name: utf8String,
    flag: withDefault(boolean, false),
    note: optional(octetString),
  });

  test.each([
    {
      name: 'everything there',
      hex: '300c0201010c01610101ff040107',
      value: { version: 1, name: 'a', flag: true, note: Uint8Array.of(7) },
    },
    { name: 'as little as possible', hex: '30030c0161', value: { version: 0, name: 'a', flag: false } },
    { name: 'one default kept', hex: '30060c01610101ff', value: { version: 0, name: 'a', flag: true } },
  ])('with $name survives the way there and back', ({ hex, value }) => {
    expect(decode(schema, fromHex(hex))).toStrictEqual(value);
    expect(toHex(encode(schema, value))).toBe(hex);
  });

  test('does not have the property of an absent element', () => {
    expect('note' in decode(schema, fromHex('30030c0161'))).toBe(false);
  });

  test.each([
    { name: 'a default that is written', hex: '30060201000c0161', code: 'encoded-default', path: 'version', offset: 2 },
    {
      name: 'a later default that is written',
      hex: '30060c0161010100',
      code: 'encoded-default',
      path: 'flag',
      offset: 5,
    },
    { name: 'a missing element', hex: '3003020101', code: 'missing-element', path: 'name', offset: 5 },
    { name: 'an empty sequence', hex: '3000', code: 'missing-element', path: 'name', offset: 2 },
    { name: 'the wrong order', hex: '30060c0161020101', code: 'trailing-data', path: '', offset: 5 },
    { name: 'an unknown element', hex: '30050c01610500', code: 'trailing-data', path: '', offset: 5 },
    { name: 'a repeated element', hex: '30060c01610c0161', code: 'trailing-data', path: '', offset: 5 },
    { name: 'an element that runs past the end', hex: '30030c0261', code: 'truncated', path: 'name', offset: 3 },
    { name: 'the tag SET', hex: '31030c0161', code: 'unexpected-tag', path: '', offset: 0 },
    { name: 'the primitive form', hex: '10030c0161', code: 'unexpected-tag', path: '', offset: 0 },
  ])('refuses $name', ({ hex, code, path, offset }) => {
    expect(() => decode(schema, fromHex(hex))).toThrow(expect.objectContaining({ code, path, offset }));
  });

  test('does not lend its last elements to the one around it', () => {
    const outer = sequence({ inner: sequence({ a: smallInteger }), b: optional(smallInteger) });
    expect(() => decode(outer, fromHex('30083006020101020102'))).toThrow(
      expect.objectContaining({ code: 'trailing-data', path: 'inner', offset: 7 }),
    );
  });

  test('refuses to write without a required property', () => {
    // as: a caller without types
    expect(() => encode(schema, { version: 1, flag: true } as never)).toThrow(
      new TypeError('name: expected a string, got undefined'),
    );
    expect(() => encode(schema, null as never)).toThrow(new TypeError('expected an object, got null'));
  });

  test('treats undefined as absent when it writes', () => {
    // as: a caller without exactOptionalPropertyTypes
    const value = { version: 0, name: 'a', flag: false, note: undefined } as never;
    expect(toHex(encode(schema, value))).toBe('30030c0161');
  });

  test('reads the default for each value anew from the schema, whatever its type', () => {
    const inner = sequence({ value: withDefault(sequence({ a: smallInteger }), { a: 5 }) });
    expect(decode(inner, fromHex('3000'))).toEqual({ value: { a: 5 } });
    expect(toHex(encode(inner, { value: { a: 5 } }))).toBe('3000');
    expect(() => decode(inner, fromHex('30053003020105'))).toThrow(
      expect.objectContaining({ code: 'encoded-default' }),
    );
  });
});

describe('an extensible sequence', () => {
  const schema = sequence({ a: smallInteger }, { extensible: true });

  test('skips what comes after the last known element', () => {
    expect(decode(schema, fromHex('30090201050500bf814900'))).toEqual({ a: 5 });
  });

  test.each([
    { name: 'is cut short', hex: '3005020105bf', code: 'truncated' },
    { name: 'runs past the end', hex: '30050201050501', code: 'truncated' },
    { name: 'has an indefinite length', hex: '300702010530800000', code: 'indefinite-length' },
  ])('refuses an unknown element that $name', ({ hex }) => {
    expect(() => decode(schema, fromHex(hex))).toThrow(expect.objectContaining({ name: 'DerError' }));
  });
});

describe('construction', () => {
  test.each([
    {
      name: 'an optional field before one with its tag',
      build: () => sequence({ a: optional(smallInteger), b: smallInteger }),
    },
    {
      name: 'a default before an optional field with its tag',
      build: () => sequence({ a: withDefault(smallInteger, 1), b: optional(nullValue), c: optional(smallInteger) }),
    },
    {
      name: 'an optional raw value before anything',
      build: () => sequence({ a: optional(rawValue), b: smallInteger }),
    },
    { name: 'a set with the same tag twice', build: () => set({ a: smallInteger, b: smallInteger }) },
    { name: 'a set with a choice', build: () => set({ a: choice({ x: nullValue }), b: smallInteger }) },
  ])('refuses $name', ({ build }) => {
    expect(build).toThrow(TypeError);
  });

  test('takes the same tag again after a required field', () => {
    expect(() => sequence({ a: optional(smallInteger), b: nullValue, c: smallInteger })).not.toThrow();
  });
});

describe('a set', () => {
  const schema = set({
    last: implicit(1, nullValue),
    first: smallInteger,
    middle: optional(sequence({})),
    early: withDefault(boolean, false),
  });

  test('is in the order of its tags', () => {
    const value = { last: null, first: 5, middle: {}, early: true };
    expect(toHex(encode(schema, value))).toBe('310a0101ff02010530008100');
    expect(decode(schema, fromHex('310a0101ff02010530008100'))).toEqual(value);
    expect(decode(schema, fromHex('31050201058100'))).toEqual({ last: null, first: 5, early: false });
  });

  test('is in the order of class and number, whether primitive or constructed', () => {
    const mixed = set({ primitive: implicit(1, smallInteger), constructed: implicit(0, sequence({})) });
    expect(toHex(encode(mixed, { primitive: 5, constructed: {} }))).toBe('3105a000810105');
  });

  test.each([
    { name: 'another order', hex: '31058100020105' },
    { name: 'a default that is written', hex: '31080101000201058100' },
    { name: 'an unknown element', hex: '310702010581008200' },
  ])('refuses $name', ({ hex }) => {
    expect(() => decode(schema, fromHex(hex))).toThrow(expect.objectContaining({ name: 'DerError' }));
  });
});
