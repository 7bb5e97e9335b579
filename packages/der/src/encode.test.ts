import { expect, test } from 'vitest';
import { toHex } from './bytes.ts';
import { choice } from './choice.ts';
import { sequenceOf } from './collection.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { smallInteger } from './integer.ts';
import { octetString } from './octet-string.ts';
import { sequence } from './sequence.ts';

test.each([0, 1, 127, 128, 255, 256, 511, 512, 513, 65_535, 65_536, 1_000_000])(
  'a value of %i octets has the shortest header',
  (length) => {
    const octets = new Uint8Array(length).fill(7);
    const der = encode(sequenceOf(octetString), [octets, octets]);
    expect(decode(sequenceOf(octetString), der, { maxBytes: der.length })).toEqual([octets, octets]);
  },
);

test.each([
  { length: 127, header: '047f' },
  { length: 128, header: '048180' },
  { length: 255, header: '0481ff' },
  { length: 256, header: '04820100' },
  { length: 65_536, header: '0483010000' },
])('$length octets begin $header', ({ length, header }) => {
  const der = encode(octetString, new Uint8Array(length));
  expect(toHex(der.subarray(0, header.length / 2))).toBe(header);
  expect(der).toHaveLength(length + header.length / 2);
});

test('a wrong value is a TypeError that names the path and not the value', () => {
  const schema = sequence({ list: sequenceOf(choice({ small: sequence({ value: smallInteger }) })) });
  const good = { type: 'small', value: { value: 1 } } as const;
  // as: a caller without types
  const bad = { type: 'small', value: { value: 'hunter2' } } as never;
  expect(() => encode(schema, { list: [good, bad] })).toThrow(
    new TypeError('list[1].small.value: expected a safe integer, got string'),
  );
});

test('what one call wrote does not reach another', () => {
  const first = encode(octetString, Uint8Array.of(1, 2, 3));
  // as: a caller without types
  expect(() => encode(sequenceOf(octetString), [1 as never, Uint8Array.of(4)])).toThrow(TypeError);
  const second = encode(octetString, Uint8Array.of(5));
  expect(first).toEqual(Uint8Array.of(4, 3, 1, 2, 3));
  expect(second).toEqual(Uint8Array.of(4, 1, 5));
  expect(second.buffer.byteLength).toBe(3);
});
