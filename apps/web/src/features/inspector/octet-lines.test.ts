import { expect, it } from 'vitest';

import { toBase64, toBase64Range, toGlyph } from './octet-lines.ts';

it('marks every letter of base64 that holds a bit of the octets', () => {
  expect(toBase64Range({ from: 0, to: 3 })).toEqual({ from: 0, to: 4 });
  expect(toBase64Range({ from: 1, to: 2 })).toEqual({ from: 1, to: 3 });
});

it('writes base64 without a seam between its blocks', () => {
  const bytes = Uint8Array.from({ length: 60_000 }, (_, index) => index % 251);
  expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
});

it('shows what is not printable ASCII as a dot', () => {
  expect([0x00, 0x1f, 0x20, 0x41, 0x7e, 0x7f, 0xff].map(toGlyph).join('')).toBe('·· A~··');
});
