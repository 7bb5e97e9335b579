import { expect, test } from 'vitest';
import { compareBytes, concat, equalBytes, fromHex, toHex } from './bytes.ts';

test('hexadecimal digits survive the way there and back', () => {
  const all = Uint8Array.from({ length: 256 }, (_, octet) => octet);
  expect(fromHex(toHex(all))).toEqual(all);
  expect(fromHex('0aFF')).toEqual(Uint8Array.of(0x0a, 0xff));
  expect(toHex(Uint8Array.of(0x0a, 0xff))).toBe('0aff');
});

test.each(['0', '0g', '0x00', '00 00', '-1'])('refuses %j as hexadecimal digits', (text) => {
  expect(() => fromHex(text)).toThrow(TypeError);
});

test('joins byte strings into a new one', () => {
  const part = Uint8Array.of(1);
  const joined = concat(part, new Uint8Array(), Uint8Array.of(2, 3));
  expect(joined).toEqual(Uint8Array.of(1, 2, 3));
  expect(concat(part).buffer).not.toBe(part.buffer);
  expect(concat()).toEqual(new Uint8Array());
});

test.each([
  { left: '', right: '', order: 0 },
  { left: '01', right: '01', order: 0 },
  { left: '01', right: '02', order: -1 },
  { left: 'ff', right: '02', order: 1 },
  { left: '01', right: '0100', order: -1 },
  { left: '02', right: '0100', order: 1 },
])('orders $left and $right', ({ left, right, order }) => {
  expect(Math.sign(compareBytes(fromHex(left), fromHex(right)))).toBe(order);
  expect(equalBytes(fromHex(left), fromHex(right))).toBe(order === 0);
});
