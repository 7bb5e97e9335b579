import { expect, test } from 'vitest';

import { plainText } from './plain-text.ts';

test.each([
  ['two\r\nlines\u2028and more', 'two lines and more'],
  ['Bcc: x@y\r\n\r\n<b>body</b>', 'Bcc: x@y <b>body</b>'],
  ['right\u202Eleft\u2066 and\u200B zero', 'rightleft and zero'],
  ['\u0000\u0007bell\u001b[31m', 'bell [31m'],
  ['half \ud800 a character', 'half \ufffd a character'],
])('makes %j one harmless line', (given, expected) => {
  expect(plainText(given)).toBe(expected);
});

test('shortens by whole characters', () => {
  expect(plainText('😀'.repeat(10), 4)).toBe('😀😀😀…');
});
