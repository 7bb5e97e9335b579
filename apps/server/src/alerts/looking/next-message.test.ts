import { describe, expect, it } from 'vitest';

import { type AlertProgress, nextMessage } from './next-message.ts';

const MINUTE = 60_000;
const rule = { repeat: { everyMinutes: 60, times: 2 }, notifyEnd: true };
const calm = { hasNews: false, mayGrow: false };

function progress(changes: Partial<AlertProgress> = {}): AlertProgress {
  return {
    beganAt: 0,
    lastJoinedAt: 0,
    endedAt: null,
    endReason: null,
    endTold: 0,
    reopened: 0,
    acknowledgedAt: null,
    timesNotified: 0,
    timesRepeated: 0,
    lastNotifiedAt: null,
    ...changes,
  };
}
const told = { timesNotified: 1, lastNotifiedAt: 0 };

describe('the first message', () => {
  it('comes at once when nothing else is under way', () => {
    expect(nextMessage(progress(), rule, calm)).toEqual({ event: 'began', at: 0 });
  });

  it('waits for others that may have the same cause, but no longer than three minutes', () => {
    const growing = { hasNews: true, mayGrow: true };
    expect(nextMessage(progress({ lastJoinedAt: 10_000 }), rule, growing)?.at).toBe(40_000);
    expect(nextMessage(progress({ lastJoinedAt: 9 * MINUTE }), rule, growing)?.at).toBe(3 * MINUTE);
  });
});

describe('a repeat', () => {
  it('comes as often as the rule says, and no more often', () => {
    expect(nextMessage(progress(told), rule, calm)).toEqual({ event: 'repeated', at: 60 * MINUTE });
    expect(nextMessage(progress({ ...told, timesRepeated: 2 }), rule, calm)).toBeUndefined();
    expect(nextMessage(progress(told), { ...rule, repeat: null }, calm)).toBeUndefined();
  });

  it('does not come when somebody has acknowledged it', () => {
    expect(nextMessage(progress({ ...told, acknowledgedAt: 1 }), rule, calm)).toBeUndefined();
  });
});

describe('what joins later', () => {
  it.each([
    [1, 15],
    [2, 30],
    [3, 60],
    [5, 240],
    [50, 240],
  ])('is told, after %i messages, %i minutes after the last one', (timesNotified, minutes) => {
    const alert = progress({ ...told, timesNotified, acknowledgedAt: null });
    const next = nextMessage(alert, rule, { hasNews: true, mayGrow: false });
    expect(next).toEqual({ event: 'grew', at: minutes * MINUTE });
  });
});

describe('the end', () => {
  const ended = { ...told, endedAt: 5 * MINUTE, endReason: 'cured' };

  it('is told at once, once, to those who were told of the beginning', () => {
    expect(nextMessage(progress(ended), rule, calm)).toEqual({ event: 'ended', at: 5 * MINUTE });
    expect(nextMessage(progress({ ...ended, endTold: 1 }), rule, calm)).toBeUndefined();
    expect(nextMessage(progress({ ...ended, timesNotified: 0, lastNotifiedAt: null }), rule, calm)).toBeUndefined();
  });

  it.each(['replaced', 'rule-off'])('is not told when it is no end: %s', (endReason) => {
    expect(nextMessage(progress({ ...ended, endReason }), rule, calm)).toBeUndefined();
  });

  it('is not told when the rule does not want it', () => {
    expect(nextMessage(progress(ended), { ...rule, notifyEnd: false }, calm)).toBeUndefined();
  });

  it('of what flaps waits until it has been calm for half an hour', () => {
    expect(nextMessage(progress({ ...ended, reopened: 1 }), rule, calm)?.at).toBe(35 * MINUTE);
  });
});

it('what comes back after its end was told is told again, half an hour after the last message', () => {
  const back = progress({ ...told, endTold: 1, reopened: 1 });
  expect(nextMessage(back, rule, { hasNews: false, mayGrow: false })).toEqual({ event: 'began', at: 30 * MINUTE });
});
