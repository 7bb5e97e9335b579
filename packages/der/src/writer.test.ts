import { expect, test } from 'vitest';
import { Writer } from './writer.ts';

test('writes from the end towards the start', () => {
  const writer = new Writer();
  writer.octet(3);
  writer.bytes(Uint8Array.of(1, 2));
  expect(writer.length).toBe(3);
  expect(writer.since(1)).toEqual(Uint8Array.of(1, 2));
  expect(writer.take()).toEqual(Uint8Array.of(1, 2, 3));
});

test('takes back what was written since a mark', () => {
  const writer = new Writer();
  writer.octet(2);
  writer.bytes(new Uint8Array(10_000));
  writer.rewind(1);
  writer.octet(1);
  expect(writer.take()).toEqual(Uint8Array.of(1, 2));
});

test.each([1, 40, 5000])('leaves nothing behind once %i octets are taken', (length) => {
  const writer = new Writer();
  writer.bytes(new Uint8Array(length).fill(7));
  writer.take();
  expect(writer.length).toBe(0);
  // Reaches below the start, where the octets before would still be.
  writer.rewind(length > 4096 ? 4096 : length);
  expect(writer.take().every((octet) => octet === 0)).toBe(true);
});

test.each([
  { length: 0, header: [0x30, 0x00] },
  { length: 127, header: [0x30, 0x7f] },
  { length: 128, header: [0x30, 0x81, 0x80] },
  { length: 256, header: [0x30, 0x82, 0x01, 0x00] },
  { length: 2 ** 24, header: [0x30, 0x84, 0x01, 0x00, 0x00, 0x00] },
])('a header over $length octets is minimal', ({ length, header }) => {
  const writer = new Writer();
  writer.bytes(new Uint8Array(length));
  writer.header(0x30, 0);
  expect(Array.from(writer.take().subarray(0, header.length))).toEqual(header);
});
