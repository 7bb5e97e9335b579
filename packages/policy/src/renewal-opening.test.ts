import { describe, expect, test } from 'vitest';
import { longestClosedMs, nextOpening } from './renewal-opening.ts';
import { type RenewalWindow, WEEKDAYS } from './renewal-window.ts';

const HOUR = 3_600_000;

describe('the next opening of a window', () => {
  const night = windowOf({ days: ['saturday'], from: '22:00', to: '04:00' });

  test.each([
    ['before it', '2026-11-23T12:00:00Z'],
    ['at its beginning', '2026-11-28T21:00:00Z'],
    ['within it, before midnight', '2026-11-28T22:30:00Z'],
    ['within it, after midnight', '2026-11-29T02:59:59Z'],
  ])('is, %s, the one from Saturday to Sunday', (_, at) => {
    expect(openingAt(night, at)).toEqual(['2026-11-28T21:00:00.000Z', '2026-11-29T03:00:00.000Z']);
  });

  test('is, at its end, the one of the next week', () => {
    expect(openingAt(night, '2026-11-29T03:00:00Z')).toEqual(['2026-12-05T21:00:00.000Z', '2026-12-06T03:00:00.000Z']);
  });

  test('is a whole day where it closes at the time at which it opens', () => {
    const day = windowOf({ days: ['wednesday'], from: '06:00', to: '06:00' });
    expect(openingAt(day, '2026-11-23T12:00:00Z')).toEqual(['2026-11-25T05:00:00.000Z', '2026-11-26T05:00:00.000Z']);
  });

  test('goes on into the next one where they touch', () => {
    const weekend = windowOf({ days: ['saturday', 'sunday'], from: '00:00', to: '00:00', timeZone: 'UTC' });
    expect(openingAt(weekend, '2026-11-29T12:00:00Z')).toEqual([
      '2026-11-28T00:00:00.000Z',
      '2026-11-30T00:00:00.000Z',
    ]);
  });

  test('has no end in sight where it is open for all of the week', () => {
    const always = windowOf({ days: [...WEEKDAYS], from: '00:00', to: '00:00' });
    const at = Date.parse('2026-11-23T12:00:00Z');
    const { from, to } = nextOpening(always, at);
    expect(from).toBeLessThan(at);
    expect(to).toBeGreaterThan(at + 7 * 24 * HOUR);
  });
});

describe('where the clocks change', () => {
  const all = [...WEEKDAYS];

  test.each([
    // Berlin puts its clocks forward at 01:00 UTC on 29 March 2026: there is no time from 02:00 to 03:00.
    ['around the skipped hour', '01:00', '04:00', '2026-03-28T12:00:00Z', '2026-03-29T00:00', '2026-03-29T02:00'],
    ['begun in the skipped hour', '02:30', '04:00', '2026-03-28T12:00:00Z', '2026-03-29T01:00', '2026-03-29T02:00'],
    ['ended in the skipped hour', '01:30', '02:30', '2026-03-28T12:00:00Z', '2026-03-29T00:30', '2026-03-29T01:00'],
    ['of the skipped hour', '02:00', '03:00', '2026-03-28T12:00:00Z', '2026-03-29T01:00', '2026-03-29T02:00'],
    ['inside the skipped hour', '02:15', '02:45', '2026-03-28T12:00:00Z', '2026-03-29T01:00', '2026-03-29T01:30'],
    ['of the day of 23 hours', '00:00', '00:00', undefined, '2026-03-28T23:00', '2026-03-29T22:00'],
    // And back at 01:00 UTC on 25 October 2026: the hour from 02:00 to 03:00 comes twice.
    [
      'around the hour that comes twice',
      '01:00',
      '04:00',
      '2026-10-24T12:00:00Z',
      '2026-10-24T23:00',
      '2026-10-25T03:00',
    ],
    ['begun in it', '02:30', '04:00', '2026-10-24T12:00:00Z', '2026-10-25T00:30', '2026-10-25T03:00'],
    ['ended in it', '01:00', '02:30', '2026-10-24T12:00:00Z', '2026-10-24T23:00', '2026-10-25T00:30'],
    ['inside it', '02:15', '02:45', '2026-10-24T12:00:00Z', '2026-10-25T00:15', '2026-10-25T00:45'],
    ['of the day of 25 hours', '00:00', '00:00', undefined, '2026-10-24T22:00', '2026-10-25T23:00'],
  ])('an opening %s (%s to %s) is right', (_, from, to, at, opensAt, closesAt) => {
    const day = at === undefined ? ['sunday' as const] : all;
    const expected = [`${opensAt}:00.000Z`, `${closesAt}:00.000Z`];
    expect(openingAt(windowOf({ days: day, from, to }), at ?? opensAt.replace(/T.*/, 'T12:00:00Z'))).toEqual(expected);
  });

  test('by half an hour, as on Lord Howe Island, it is right too', () => {
    const window = windowOf({ days: all, from: '02:00', to: '03:00', timeZone: 'Australia/Lord_Howe' });
    // 4 October 2026, 02:00 becomes 02:30 there.
    expect(openingAt(window, '2026-10-03T15:00:00Z')).toEqual(['2026-10-03T15:30:00.000Z', '2026-10-03T16:00:00.000Z']);
  });

  test('each opening of ten years, in zones of every kind, is on the clock and has a length', () => {
    for (const timeZone of ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC']) {
      const window = windowOf({ days: all, from: '01:30', to: '02:30', timeZone });
      let at = Date.parse('2026-01-01T00:00:00Z');
      for (let count = 0; count < 3650; count++) {
        const opening = nextOpening(window, at);
        expect(opening.to - opening.from).toBeGreaterThanOrEqual(HOUR / 2);
        expect(opening.to - opening.from).toBeLessThanOrEqual(2 * HOUR);
        expect(opening.from).toBeGreaterThan(at);
        at = opening.to;
      }
    }
  });
});

describe('the longest time for which a window is shut', () => {
  test.each([
    [windowOf({ days: ['saturday'], from: '22:00', to: '04:00' }), 162],
    [windowOf({ days: ['monday', 'thursday'], from: '22:00', to: '04:00' }), 90],
    [windowOf({ days: [...WEEKDAYS], from: '00:00', to: '00:00' }), 0],
  ])('is known (%#)', (window, hours) => {
    expect(longestClosedMs(window)).toBe(hours * HOUR);
  });
});

function windowOf(changes: Partial<RenewalWindow>): RenewalWindow {
  return { days: ['saturday'], from: '22:00', to: '04:00', timeZone: 'Europe/Berlin', ...changes };
}

function openingAt(window: RenewalWindow, at: string): string[] {
  const { from, to } = nextOpening(window, Date.parse(at));
  return [new Date(from).toISOString(), new Date(to).toISOString()];
}
