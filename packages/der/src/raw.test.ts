import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { smallInteger } from './integer.ts';
import { rawSequence, rawTagged, rawValue, withDer } from './raw.ts';
import { sequence } from './sequence.ts';

test('a raw value is one whole element, a view of the input', () => {
  const schema = sequence({ first: rawValue, second: rawSequence, third: rawTagged(0xa0) });
  const input = fromHex('300abf81490030020500a000');
  const value = decode(schema, input);
  expect(toHex(value.first)).toBe('bf814900');
  expect(toHex(value.second)).toBe('30020500');
  expect(toHex(value.third)).toBe('a000');
  expect(value.first.buffer).toBe(input.buffer);
  expect(encode(schema, value)).toEqual(input);
});

test('the inside of a raw value is not looked at', () => {
  expect(toHex(decode(rawValue, fromHex('3002ffff')))).toBe('3002ffff');
});

describe.each([
  { name: 'rawValue', schema: rawValue },
  { name: 'rawSequence', schema: rawSequence },
])('$name', ({ schema }) => {
  test.each([
    { name: 'an indefinite length', hex: '30800000', code: 'indefinite-length' },
    { name: 'a length that is not minimal', hex: '30810100', code: 'non-minimal-length' },
    { name: 'a length past the end', hex: '3001', code: 'truncated' },
    { name: 'nothing', hex: '', code: 'missing-element' },
    { name: 'two elements', hex: '30003000', code: 'trailing-data' },
  ])('refuses $name', ({ hex, code }) => {
    expect(() => decode(schema, fromHex(hex))).toThrow(expect.objectContaining({ code }));
  });

  test.each(['', '30', '3001', '300000', '30003000', '30800000', '0000'])('refuses to write %j', (hex) => {
    expect(() => encode(schema, fromHex(hex))).toThrow(TypeError);
  });
});

test('rawSequence refuses any other tag', () => {
  expect(() => decode(rawSequence, fromHex('3100'))).toThrow(expect.objectContaining({ code: 'unexpected-tag' }));
  expect(() => encode(rawSequence, fromHex('3100'))).toThrow(new TypeError('expected the DER of SEQUENCE'));
});

describe('withDer', () => {
  const schema = sequence({ number: withDer(smallInteger) });

  test('keeps the bytes beside the value', () => {
    const input = fromHex('3003020105');
    const { number } = decode(schema, input);
    expect(number.value).toBe(5);
    expect(toHex(number.der)).toBe('020105');
    expect(number.der.buffer).toBe(input.buffer);
  });

  test('writes the bytes, not the value', () => {
    expect(toHex(encode(schema, { number: { der: fromHex('020107'), value: 5 } }))).toBe('3003020107');
  });

  test('refuses to write the bytes of something else', () => {
    expect(() => encode(schema, { number: { der: fromHex('0500'), value: 5 } })).toThrow(
      new TypeError('number: expected the DER of INTEGER'),
    );
  });
});
