import { expect, test } from 'vitest';
import { parseEtag, toEtag } from './etag.ts';

test.each([1, 7, 123_456])('version %i comes back from its ETag', (version) => {
  expect(parseEtag(toEtag(version))).toBe(version);
});

test.each(['', '*', '7', 'W/"7"', '"7", "8"', '"0"', '"-1"', '"07"', '"x"'])('%j names no version', (etag) => {
  expect(parseEtag(etag)).toBeUndefined();
});
