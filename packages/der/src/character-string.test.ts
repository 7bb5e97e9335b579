import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import {
  bmpString,
  ia5String,
  numericString,
  printableString,
  teletexString,
  universalString,
  utf8String,
  visibleString,
} from './character-string.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';

const schemas = {
  bmpString,
  ia5String,
  numericString,
  printableString,
  teletexString,
  universalString,
  utf8String,
  visibleString,
};

test.each([
  { type: 'utf8String', text: '', hex: '0c00' },
  { type: 'utf8String', text: 'aé☃😀', hex: '0c0a61c3a9e29883f09f9880' },
  { type: 'utf8String', text: '\ufeffa', hex: '0c04efbbbf61' },
  { type: 'utf8String', text: 'a\0b', hex: '0c03610062' },
  { type: 'numericString', text: '0 9', hex: '1203302039' },
  { type: 'printableString', text: "aZ '()+,-./:=?9", hex: '130f615a202728292b2c2d2e2f3a3d3f39' },
  { type: 'teletexString', text: 'a\x80é', hex: '14036180e9' },
  { type: 'ia5String', text: '\0a@\x7f', hex: '16040061407f' },
  { type: 'visibleString', text: ' ~', hex: '1a02207e' },
  { type: 'universalString', text: 'a😀', hex: '1c08000000610001f600' },
  { type: 'bmpString', text: 'a☃\uffff', hex: '1e0600612603ffff' },
] as const)('$type $text is $hex', ({ type, text, hex }) => {
  expect(decode(schemas[type], fromHex(hex))).toBe(text);
  expect(toHex(encode(schemas[type], text))).toBe(hex);
});

test.each([
  { type: 'utf8String', name: 'an overlong form', hex: '0c02c080' },
  { type: 'utf8String', name: 'a surrogate', hex: '0c03eda080' },
  { type: 'utf8String', name: 'a sequence cut short', hex: '0c02e298' },
  { type: 'utf8String', name: 'a code beyond Unicode', hex: '0c04f4908080' },
  { type: 'numericString', name: 'a letter', hex: '120161' },
  { type: 'printableString', name: '@', hex: '130140' },
  { type: 'printableString', name: '*', hex: '13012a' },
  { type: 'printableString', name: '_', hex: '13015f' },
  { type: 'printableString', name: 'NUL', hex: '130100' },
  { type: 'ia5String', name: 'an octet above 7F', hex: '160180' },
  { type: 'visibleString', name: 'DEL', hex: '1a017f' },
  { type: 'visibleString', name: 'a line feed', hex: '1a010a' },
  { type: 'bmpString', name: 'half a character', hex: '1e03006126' },
  { type: 'bmpString', name: 'a surrogate pair', hex: '1e04d83dde00' },
  { type: 'universalString', name: 'a part of a character', hex: '1c03000061' },
  { type: 'universalString', name: 'a surrogate', hex: '1c040000d83d' },
  { type: 'universalString', name: 'a code beyond Unicode', hex: '1c0400110000' },
] as const)('$type refuses $name', ({ type, hex }) => {
  expect(() => decode(schemas[type], fromHex(hex))).toThrow(expect.objectContaining({ code: 'invalid-string' }));
});

describe('writing', () => {
  test.each([
    { type: 'utf8String', text: '\ud83d' },
    { type: 'bmpString', text: '😀' },
    { type: 'bmpString', text: '\ud83d' },
    { type: 'universalString', text: '\udc00' },
    { type: 'printableString', text: '@' },
    { type: 'ia5String', text: 'é' },
    { type: 'ia5String', text: '\u0161' },
    { type: 'teletexString', text: '☃' },
  ] as const)('$type refuses $text', ({ type, text }) => {
    expect(() => encode(schemas[type], text)).toThrow(TypeError);
  });

  test.each(Object.entries(schemas))('%s refuses what is not a string', (_, schema) => {
    // as: a caller without types
    expect(() => encode(schema, 1 as never)).toThrow(new TypeError('expected a string, got number'));
  });
});
