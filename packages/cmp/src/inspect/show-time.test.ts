import { expect, it } from 'vitest';

import { showTime } from './show-time.ts';

it.each([
  ['20261123115141Z', '2026-11-23 11:51:41 UTC'],
  ['20261123115141.088Z', '2026-11-23 11:51:41.088 UTC'],
  ['261123115141Z', '2026-11-23 11:51:41 UTC'],
  ['491231235959Z', '2049-12-31 23:59:59 UTC'],
  ['500101000000Z', '1950-01-01 00:00:00 UTC'],
])('shows %s as %s', (text, shown) => {
  expect(showTime(text)).toBe(shown);
});

it.each(['20261123115141', '2026112311Z', '20261123115141+0100', 'soon'])('leaves %s as it is', (text) => {
  expect(showTime(text)).toBe(text);
});
