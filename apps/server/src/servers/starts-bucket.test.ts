import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { nextStartAt, startsLeft, takeStarts } from './starts-bucket.ts';

const MINUTE = 60_000;
const perMinute = fc.integer({ min: 1, max: 5000 });

describe('a bucket of starts', () => {
  it('lets no minute see more than it may, however they come', () => {
    fc.assert(
      fc.property(perMinute, fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 }), (limit, gaps) => {
        let [now, fullAt] = [1_000_000, 0];
        const starts: number[] = [];
        for (const gap of gaps) {
          now += gap;
          const left = startsLeft(fullAt, limit, now);
          fullAt = takeStarts(fullAt, limit, now, left);
          starts.push(...Array.from({ length: left }, () => now));
        }
        for (const start of starts) {
          const inMinute = starts.filter((other) => other >= start && other < start + MINUTE);
          expect(inMinute.length).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });

  it('says when the next one may begin: then one may, and not before', () => {
    fc.assert(
      fc.property(perMinute, fc.integer({ min: 0, max: 100_000 }), (limit, now) => {
        const fullAt = takeStarts(0, limit, now, startsLeft(0, limit, now));
        const at = nextStartAt(fullAt, limit, now);
        expect(startsLeft(fullAt, limit, at)).toBeGreaterThanOrEqual(1);
        expect(startsLeft(fullAt, limit, at - 2)).toBe(0);
      }),
    );
  });

  it('of one a minute gives one a minute', () => {
    const fullAt = takeStarts(0, 1, MINUTE, startsLeft(0, 1, MINUTE));
    expect(nextStartAt(fullAt, 1, MINUTE)).toBe(2 * MINUTE);
  });

  it('is not empty for longer than it takes to fill, when the clock is set back', () => {
    const fullAt = takeStarts(0, 60, 1_000_000_000, 6);
    expect(startsLeft(fullAt, 60, MINUTE)).toBe(0);
    expect(nextStartAt(fullAt, 60, MINUTE)).toBeLessThan(2 * MINUTE + 10_000);
  });
});
