import { describe, expect, test } from 'vitest';
import { needsYou, TRUSTPOINT_STATES, trustpointState } from './trustpoint-state.ts';

const certificate = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2026-04-01T00:00:00Z') };
const revokedAt = new Date('2026-02-01T00:00:00Z');

describe('the state of a trustpoint', () => {
  test.each([
    ['2026-01-01T00:00:00.000Z', 'valid'],
    ['2026-03-17T23:59:59.999Z', 'valid'],
    ['2026-03-18T00:00:00.000Z', 'renewal-due'],
    ['2026-03-24T23:59:59.999Z', 'renewal-due'],
    ['2026-03-25T00:00:00.000Z', 'overdue'],
    ['2026-04-01T00:00:00.000Z', 'overdue'],
    ['2026-04-01T00:00:00.001Z', 'expired'],
  ])('at %s is %s', (now, state) => {
    expect(trustpointState({ certificate, now: new Date(now), leadDays: 14 })).toBe(state);
  });

  test('without certificate is empty, whenever', () => {
    expect(trustpointState({ now: new Date('2100-01-01T00:00:00Z'), leadDays: 14 })).toBe('empty');
  });

  test.each([
    ['2026-03-20T00:00:00Z', 'revoked'],
    ['2026-03-30T00:00:00Z', 'revoked'],
    ['2026-04-02T00:00:00Z', 'expired'],
  ])('when revoked, at %s is %s: expired beats all', (now, state) => {
    expect(trustpointState({ certificate, revokedAt, now: new Date(now), leadDays: 14 })).toBe(state);
  });
});

describe('a person is needed', () => {
  test('when it is expired or overdue, and not otherwise', () => {
    expect(TRUSTPOINT_STATES.filter((state) => needsYou(state))).toEqual(['overdue', 'expired']);
  });

  test('whatever the state, after a failure that no retry can cure', () => {
    expect(TRUSTPOINT_STATES.every((state) => needsYou(state, { retryCanCure: false, isRetried: true }))).toBe(true);
    expect(needsYou('renewal-due', { retryCanCure: true, isRetried: true })).toBe(false);
  });

  test('after a failure that a retry could cure, where nothing retries: there is no certificate to renew', () => {
    expect(needsYou('empty', { retryCanCure: true, isRetried: false })).toBe(true);
  });
});
