import { expect, it } from 'vitest';

import { showAllOctets, showOctets, showOctetsOrText } from './show-octets.ts';

it.each([
  [0, 'empty'],
  [1, '07'],
  [10, '07070707070707070707'],
  [11, '07070707…07070707'],
  [64, '07070707…07070707'],
  [65, '07070707…07070707, 65 octets'],
])('shows %i octets as %s', (length, shown) => {
  expect(showOctets(new Uint8Array(length).fill(7))).toBe(shown);
});

it('shows all of 1,024 octets, and the first 1,024 of more', () => {
  expect(showAllOctets(new Uint8Array(1024))).toHaveLength(2048);
  expect(showAllOctets(new Uint8Array(1025))).toBe(`${'00'.repeat(1024)}…`);
});

it('shows octets as text only when all of them are printing ASCII', () => {
  expect(showOctetsOrText(new TextEncoder().encode('Trustpoint 58'))).toBe('Trustpoint 58');
  expect(showOctetsOrText(Uint8Array.of(0x35, 0x38, 0x00))).toBe('353800');
  expect(showOctetsOrText(new Uint8Array())).toBe('empty');
});
