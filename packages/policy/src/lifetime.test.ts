import { expect, test } from 'vitest';
import { computeLifetime, describeLeadTimeTooLong } from './lifetime.ts';

const notBefore = new Date('2026-01-01T00:00:00Z');
const until = (days: number) => ({ notBefore, notAfter: new Date(notBefore.getTime() + days * 86_400_000) });

test('renewal starts the lead time before expiry, and is overdue at half of it', () => {
  expect(computeLifetime(until(90), 14)).toEqual({
    renewalStartsAt: new Date('2026-03-18T00:00:00Z'),
    overdueAt: new Date('2026-03-25T00:00:00Z'),
    expiresAt: new Date('2026-04-01T00:00:00Z'),
    leadTimeTooLong: false,
  });
});

test.each([
  [15, 14, '2026-01-02T00:00:00.000Z', false],
  [14, 14, '2026-01-10T08:00:00.000Z', true],
  [3, 14, '2026-01-03T00:00:00.000Z', true],
  [0, 1, '2026-01-01T00:00:00.000Z', true],
])('a life of %i days with a lead of %i days renews from %s', (days, lead, start, tooLong) => {
  const { renewalStartsAt, leadTimeTooLong } = computeLifetime(until(days), lead);
  expect(renewalStartsAt.toISOString()).toBe(start);
  expect(leadTimeTooLong).toBe(tooLong);
});

test('a certificate that ends before it begins is overdue at once, never renewed before it exists', () => {
  const { renewalStartsAt, overdueAt } = computeLifetime({ notBefore, notAfter: new Date(0) }, 14);
  expect(renewalStartsAt).toEqual(notBefore);
  expect(overdueAt.getTime()).toBeLessThanOrEqual(renewalStartsAt.getTime());
});

test('the warning names both times', () => {
  expect(describeLeadTimeTooLong(until(10), 14)).toBe(
    'The certificate lives 10 days, the Certificate Renewal Timeout is 14 days. Renewal starts at two thirds of the life instead',
  );
  expect(describeLeadTimeTooLong(until(0.5), 1)).toContain(
    'less than a day, the Certificate Renewal Timeout is 1 day.',
  );
});
