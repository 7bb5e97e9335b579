import { expect, it } from 'vitest';

import { showText } from './show-text.ts';

it('leaves text of any script as it is', () => {
  expect(showText('Zürich, Ελλάδα, 東京 🚆')).toBe('Zürich, Ελλάδα, 東京 🚆');
});

it.each([
  ['turns text around', 'a\u202eb', 'a\\u{202e}b'],
  ['is not seen', 'a\u200bb', 'a\\u{200b}b'],
  ['begins a new line', 'a\nb\u2028c', 'a\\u{a}b\\u{2028}c'],
  ['rings', '\u0007', '\\u{7}'],
  ['is half a character', '\ud83d', '\\u{d83d}'],
])('spells out what %s', (_, text, shown) => {
  expect(showText(text)).toBe(shown);
});

it('cuts what is longer than the limit, between characters', () => {
  expect(showText('abcdef', 5)).toBe('abcde…');
  expect(showText('abcde', 5)).toBe('abcde');
  expect(showText('🚆🚆🚆', 2)).toBe('🚆🚆…');
});
