import { expect, test } from 'vitest';
import { nameKey } from './name-key.ts';

test.each([
  ['AP-7', 'ap-7'],
  ['Büro', 'bu\u0308ro'],
  ['STRASSE', 'strasse'],
])('%j and %j count as the same name', (one, other) => {
  expect(nameKey(one)).toBe(nameKey(other));
});

test('a name with a space is another one than without', () => {
  expect(nameKey('ap 7')).not.toBe(nameKey('ap7'));
});
