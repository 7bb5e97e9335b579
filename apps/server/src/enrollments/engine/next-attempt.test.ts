import { expect, test } from 'vitest';

import { nextAttempt } from './next-attempt.ts';

test('tries a server that refuses the connection three times in five seconds, then asks the other', () => {
  expect(nextAttempt([{ serverIndex: 0, tries: 1 }], 'connection-refused', 2, true)).toEqual({
    type: 'again',
    afterMs: 1000,
  });
  expect(nextAttempt([{ serverIndex: 0, tries: 2 }], 'connection-refused', 2, true)).toEqual({
    type: 'again',
    afterMs: 4000,
  });
  expect(nextAttempt([{ serverIndex: 0, tries: 3 }], 'connection-refused', 2, true)).toEqual({
    type: 'failover',
    serverIndex: 1,
    afterMs: 0,
  });
});

test('does not wait for a silent server twice', () => {
  expect(nextAttempt([{ serverIndex: 0, tries: 1 }], 'answer-timed-out', 2, true)).toMatchObject({ type: 'failover' });
  expect(nextAttempt([{ serverIndex: 0, tries: 1 }], 'answer-timed-out', 1, true)).toEqual({ type: 'give-up' });
});

test('gives a first request up after one round through both servers', () => {
  const attempts = [
    { serverIndex: 0, tries: 3 },
    { serverIndex: 1, tries: 3 },
  ];

  expect(nextAttempt(attempts, 'connection-refused', 2, true)).toEqual({ type: 'give-up' });
});

test('never gives up a message of a certificate that may exist, and goes round more and more slowly', () => {
  const delays: number[] = [];
  const attempts = [{ serverIndex: 1, tries: 1 }];
  for (let step = 0; step < 12; step += 1) {
    const next = nextAttempt(attempts, 'tls-failed', 2, false);
    if (next.type !== 'failover') throw new Error(`expected failover, got ${next.type}`);
    delays.push(next.afterMs);
    attempts.push({ serverIndex: next.serverIndex, tries: 1 });
  }

  expect(delays).toEqual([0, 5000, 0, 10_000, 0, 20_000, 0, 40_000, 0, 60_000, 0, 60_000]);
  expect(attempts.map(({ serverIndex }) => serverIndex).slice(0, 4)).toEqual([1, 0, 1, 0]);
});

test('with one server, a later message is sent again more and more slowly', () => {
  const delays = [3, 4, 5, 6, 7, 40].map((tries) => {
    const next = nextAttempt([{ serverIndex: 0, tries }], 'connection-refused', 1, false);
    return next.type === 'again' ? next.afterMs : next.type;
  });

  expect(delays).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
});

test('leaves a server alone that asks for it, longer than it would be waited for anyway', () => {
  const tried = [{ serverIndex: 0, tries: 1 }];
  expect(nextAttempt(tried, 'http-status', 2, true, 3000)).toEqual({ type: 'again', afterMs: 3000 });
  expect(nextAttempt(tried, 'http-status', 2, true, 120_000)).toMatchObject({ type: 'failover', serverIndex: 1 });
  expect(nextAttempt(tried, 'http-status', 1, true, 120_000)).toEqual({ type: 'give-up' });
  expect(nextAttempt(tried, 'http-status', 1, false, 30_000)).toEqual({ type: 'again', afterMs: 30_000 });
});
