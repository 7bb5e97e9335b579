import { describe, expect, it } from 'vitest';

import {
  daysBetween,
  formatDateTime,
  formatDistance,
  formatElapsed,
  formatRecent,
  formatShortDate,
  formatTimeWithMilliseconds,
} from './time.ts';

const now = '2026-11-23T11:52:04.500Z';

describe('times', () => {
  it('are written in UTC whatever the zone of the machine', () => {
    expect(formatDateTime('2026-09-10T04:12:09Z')).toBe('10 Sep 2026, 04:12');
    expect(formatDateTime('2026-09-10T01:12:09+02:00')).toBe('9 Sep 2026, 23:12');
    expect(formatTimeWithMilliseconds('2026-11-23T11:51:40.212Z')).toBe('11:51:40.212');
  });

  it.each([
    ['2027-01-02T12:00:00Z', 'in 40 days'],
    ['2026-11-24T11:52:05Z', 'in 1 day'],
    ['2026-11-24T11:52:04Z', 'in 23 h'],
    ['2026-11-21T11:00:00Z', '2 days ago'],
    ['2026-11-23T11:31:00Z', '21 min ago'],
    ['2026-11-23T11:52:04.100Z', 'just now'],
  ])('%s is %s', (instant, text) => {
    expect(formatDistance(instant, now)).toBe(text);
  });

  it('name the day only when it is not today, and the year only when it is not this one', () => {
    expect(formatRecent('2026-11-23T02:14:07Z', now)).toBe('today 02:14');
    expect(formatRecent('2026-11-20T02:14:07Z', now)).toBe('20 Nov 02:14');
    expect(formatShortDate('2025-11-20T02:14:07Z', now)).toBe('20 Nov 2025');
  });

  it('gives short durations a tenth of a second and long ones a whole unit', () => {
    expect(formatElapsed(930)).toBe('0.9 s');
    expect(formatElapsed(12_700)).toBe('12 s');
    expect(formatElapsed(61_000)).toBe('1 min');
  });

  it('counts whole days', () => {
    expect(daysBetween(now, '2026-11-24T11:52:04.499Z')).toBe(0);
    expect(daysBetween(now, '2026-11-24T11:52:04.500Z')).toBe(1);
  });
});
