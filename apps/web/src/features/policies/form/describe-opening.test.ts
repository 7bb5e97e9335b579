import type { RenewalWindow } from '@crypto-cmp/policy';
import { expect, test } from 'vitest';

import { completeTime } from './complete-time.ts';
import { describeNextOpening } from './describe-opening.ts';

const night: RenewalWindow = { days: ['saturday'], from: '22:00', to: '04:00', timeZone: 'Europe/Berlin' };

test.each([
  [night, '2026-11-23T12:00:00Z', 'Opens next Sat 28 Nov, 22:00 CET (21:00 UTC), for 6 h'],
  [night, '2026-11-28T22:00:00Z', 'Open now, until Sun 29 Nov, 04:00 CET (03:00 UTC)'],
  // The clocks go forward in that night.
  [night, '2027-03-27T12:00:00Z', 'Opens next Sat 27 Mar, 22:00 CET (21:00 UTC), for 5 h'],
  [{ ...night, timeZone: 'UTC' }, '2026-11-23T12:00:00Z', 'Opens next Sat 28 Nov, 22:00 UTC, for 6 h'],
  [
    { ...night, timeZone: 'America/New_York' },
    '2026-11-23T12:00:00Z',
    'Opens next Sat 28 Nov, 22:00 EST (Sun 03:00 UTC), for 6 h',
  ],
])('a window is described with the time of its zone and of UTC (%#)', (window, now, words) => {
  expect(describeNextOpening(window, Date.parse(now))).toBe(words);
});

test.each([
  ['22', '22:00'],
  ['9', '09:00'],
  ['9:5', '09:05'],
  ['2130', '21:30'],
  ['21.30', '21:30'],
  [' 04:00 ', '04:00'],
  ['24:00', '24:00'],
  ['noon', 'noon'],
  ['', ''],
])('%j is completed to %j', (typed, time) => {
  expect(completeTime(typed)).toBe(time);
});
