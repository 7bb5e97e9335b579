import type { RenewalWindow } from '@crypto-cmp/policy';
import { describe, expect, it } from 'vitest';

import { admit, firstRenewalAt, nextRenewalAt, plannedRenewalAt, type RenewalFacts } from './renewal-times.ts';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const names = Array.from({ length: 2000 }, (_, index) => `01a208bd-5fa0-7bc9-8dcd-${String(index).padStart(12, '0')}`);

const factsOf = (changes: Partial<RenewalFacts>): RenewalFacts => ({
  trustpointId: 'a',
  renewFrom: 0,
  overdueFrom: 60 * DAY,
  window: null,
  ...changes,
});
/** From Saturday 22:00 to Sunday 04:00 in Berlin, in winter. */
const window: RenewalWindow = { days: ['saturday'], from: '22:00', to: '04:00', timeZone: 'Europe/Berlin' };
const monday = Date.parse('2026-11-23T12:00:00Z');
const opens = Date.parse('2026-11-28T21:00:00Z');
const closes = Date.parse('2026-11-29T03:00:00Z');
const inWindow = factsOf({ renewFrom: monday, overdueFrom: monday + 7 * DAY, window });

describe('the first try of a renewal', () => {
  it('lies in the first quarter of the time until overdue', () => {
    for (const trustpointId of names) {
      const at = firstRenewalAt(factsOf({ trustpointId, renewFrom: 1000, overdueFrom: 5000 }));
      expect(at).toBeGreaterThanOrEqual(1000);
      expect(at).toBeLessThan(2000);
    }
  });

  it('lies at most a day after it may be renewed', () => {
    expect(Math.max(...names.map((trustpointId) => firstRenewalAt(factsOf({ trustpointId }))))).toBeLessThan(DAY);
  });

  it('is the same each time for one trustpoint, and evenly spread over all of them', () => {
    const hours = Array<number>(24).fill(0);
    for (const trustpointId of names) {
      const at = firstRenewalAt(factsOf({ trustpointId }));
      expect(firstRenewalAt(factsOf({ trustpointId }))).toBe(at);
      const hour = Math.floor((at / DAY) * 24);
      hours[hour] = (hours[hour] ?? 0) + 1;
    }
    // 83 on average.
    expect(Math.min(...hours)).toBeGreaterThan(40);
    expect(Math.max(...hours)).toBeLessThan(140);
  });

  it('lies in the first opening of a window, spread over its first three quarters', () => {
    const times = names.map((trustpointId) => firstRenewalAt({ ...inWindow, trustpointId }));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(opens);
    expect(Math.min(...times)).toBeLessThan(opens + 2 * MINUTE);
    expect(Math.max(...times)).toBeLessThan(opens + 4.5 * HOUR);
    expect(Math.max(...times)).toBeGreaterThan(opens + 4.4 * HOUR);
  });

  it('lies in what is left of an opening that is under way', () => {
    for (const trustpointId of names) {
      const at = firstRenewalAt({ ...inWindow, trustpointId, renewFrom: closes - HOUR, overdueFrom: closes + 7 * DAY });
      expect(at).toBeGreaterThanOrEqual(closes - HOUR);
      expect(at).toBeLessThan(closes - HOUR / 4);
    }
  });

  it('does not go beyond the time at which it is overdue, though the window is open longer', () => {
    for (const trustpointId of names) {
      const at = firstRenewalAt({ ...inWindow, trustpointId, overdueFrom: opens + HOUR });
      expect(at).toBeGreaterThanOrEqual(opens);
      expect(at).toBeLessThan(opens + HOUR);
    }
  });

  it('waits for no window that opens only when it is overdue', () => {
    expect(firstRenewalAt({ ...inWindow, overdueFrom: opens })).toBeLessThan(monday + DAY);
  });
});

describe('after its policy was saved, a try', () => {
  it('that is not due yet stays where the new lead time and window put it', () => {
    expect(plannedRenewalAt(inWindow, true, monday - DAY)).toBe(firstRenewalAt(inWindow));
  });

  it('that has failed is due at once, and in its window when it has one', () => {
    expect(plannedRenewalAt(factsOf({}), true, 2 * DAY)).toBe(2 * DAY);
    expect(plannedRenewalAt(inWindow, true, opens + HOUR)).toBe(opens + HOUR);
    expect(plannedRenewalAt(inWindow, true, monday + DAY)).toBe(firstRenewalAt(inWindow));
  });

  it('of many that a longer lead time makes due in one go has a place of its own within an hour', () => {
    const times = names.map((trustpointId) => plannedRenewalAt(factsOf({ trustpointId }), false, 20 * DAY));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(20 * DAY);
    expect(Math.max(...times)).toBeLessThan(20 * DAY + HOUR);
    expect(new Set(times.map((at) => Math.floor(at / MINUTE))).size).toBe(60);
  });

  it('that is overdue is due at once, whatever the window', () => {
    expect(plannedRenewalAt({ ...inWindow, overdueFrom: monday + DAY }, false, monday + 2 * DAY)).toBe(
      monday + 2 * DAY,
    );
  });
});

describe('the next try after a failure', () => {
  it.each([
    [1, 5],
    [2, 15],
    [3, 60],
    [4, 240],
    [40, 240],
  ])('comes after failure %i in a row in %i minutes, or up to a quarter later', (failures, minutes) => {
    const delay = nextRenewalAt(factsOf({}), failures, true, 1_000_000) - 1_000_000;
    expect(delay).toBeGreaterThanOrEqual(minutes * MINUTE);
    expect(delay).toBeLessThan(minutes * 1.25 * MINUTE);
  });

  it('comes once a day where a person must act', () => {
    expect(nextRenewalAt(factsOf({}), 1, false, 0)).toBeGreaterThanOrEqual(DAY);
    expect(nextRenewalAt(factsOf({}), 1, false, 0)).toBeLessThan(1.25 * DAY);
  });

  it('comes within the window while it is open, else in its next opening', () => {
    const facts = { ...inWindow, overdueFrom: opens + 30 * DAY };
    const soon = nextRenewalAt(facts, 1, true, opens);
    expect(soon).toBeLessThan(opens + 7 * MINUTE);
    const late = nextRenewalAt(facts, 1, true, closes - MINUTE);
    expect(late).toBeGreaterThanOrEqual(opens + 7 * DAY);
    expect(late).toBeLessThan(closes + 7 * DAY);
  });
});

describe('a renewal that is due', () => {
  it('waits for its window, unless it is overdue', () => {
    expect(admit(inWindow, monday)).toBeGreaterThanOrEqual(opens);
    expect(admit(inWindow, opens + 1)).toBe(opens + 1);
    expect(admit(inWindow, inWindow.overdueFrom)).toBe(inWindow.overdueFrom);
  });

  it('waits for nothing when no opening comes before it is overdue', () => {
    expect(admit(inWindow, closes)).toBe(closes);
  });
});
