import { expect, test } from 'vitest';
import { countCodePoints } from './count-code-points.ts';

test.each([
  ['', 0],
  ['abc', 3],
  ['\u{1F511}', 1],
  ['e\u0301', 2],
  ['\uD83D', 1],
  ['\uDD11\uD83D', 2],
])('%j has %i', (text, count) => {
  expect(countCodePoints(text)).toBe(count);
});
