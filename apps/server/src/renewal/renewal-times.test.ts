import { describe, expect, it } from 'vitest';

import { firstRenewalAt, nextRenewalAt } from './renewal-times.ts';

const DAY = 86_400_000;
const names = Array.from({ length: 2000 }, (_, index) => `01a208bd-5fa0-7bc9-8dcd-${String(index).padStart(12, '0')}`);

describe('the first try of a renewal', () => {
  it('lies in the first quarter of the time until overdue', () => {
    for (const name of names) {
      const at = firstRenewalAt(name, 1000, 5000);
      expect(at).toBeGreaterThanOrEqual(1000);
      expect(at).toBeLessThan(2000);
    }
  });

  it('lies at most a day after the window opens', () => {
    expect(Math.max(...names.map((name) => firstRenewalAt(name, 0, 60 * DAY)))).toBeLessThan(DAY);
  });

  it('is the same each time for one trustpoint, and evenly spread over all of them', () => {
    const hours = Array<number>(24).fill(0);
    for (const name of names) {
      const at = firstRenewalAt(name, 0, 60 * DAY);
      expect(firstRenewalAt(name, 0, 60 * DAY)).toBe(at);
      const hour = Math.floor((at / DAY) * 24);
      hours[hour] = (hours[hour] ?? 0) + 1;
    }
    // 83 on average.
    expect(Math.min(...hours)).toBeGreaterThan(40);
    expect(Math.max(...hours)).toBeLessThan(140);
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
    const delay = nextRenewalAt('a', failures, true, 1_000_000) - 1_000_000;
    expect(delay).toBeGreaterThanOrEqual(minutes * 60_000);
    expect(delay).toBeLessThan(minutes * 75_000);
  });

  it('comes once a day where a person must act', () => {
    expect(nextRenewalAt('a', 1, false, 0)).toBeGreaterThanOrEqual(DAY);
    expect(nextRenewalAt('a', 1, false, 0)).toBeLessThan(1.25 * DAY);
  });
});
