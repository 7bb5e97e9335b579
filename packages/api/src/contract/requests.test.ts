import { describe, expect, test } from 'vitest';
import { routes } from './routes.ts';

const policies = routes.policies.list.query;
const trustpoints = routes.trustpoints.list.query;
const enrollments = routes.enrollments.list.query;

describe('the query of a list', () => {
  test('has defaults for all', () => {
    expect(policies.parse({})).toEqual({ limit: 50, q: '', sort: 'name' });
    expect(trustpoints.parse({})).toEqual({ limit: 50, q: '', sort: 'urgency' });
    expect(enrollments.parse({})).toEqual({ limit: 50, q: '', sort: '-createdAt' });
  });

  test.each(['1', '200', 7])('takes a limit of %j', (limit) => {
    expect(policies.parse({ limit }).limit).toBe(Number(limit));
  });

  test.each(['0', '201', '1.5', 'many', ''])('refuses a limit of %j', (limit) => {
    expect(policies.safeParse({ limit }).success).toBe(false);
  });

  test('takes one state or several', () => {
    expect(trustpoints.parse({ state: 'expired' }).state).toEqual(['expired']);
    expect(trustpoints.parse({ state: ['expired', 'overdue'] }).state).toEqual(['expired', 'overdue']);
    expect(trustpoints.safeParse({ state: ['expired', 'broken'] }).success).toBe(false);
    expect(enrollments.parse({ state: 'failed' }).state).toEqual(['failed']);
  });

  test.each([
    ['true', true],
    ['false', false],
  ])('reads needsYou=%s', (text, value) => {
    expect(trustpoints.parse({ needsYou: text }).needsYou).toBe(value);
  });

  test('refuses a sort key that is not offered', () => {
    expect(policies.safeParse({ sort: 'secret' }).success).toBe(false);
  });
});

test('a policy is removed without force, unless it is asked for', () => {
  expect(routes.policies.remove.query.parse({})).toEqual({ force: false });
  expect(routes.policies.remove.query.parse({ force: 'true' })).toEqual({ force: true });
});

test('a certificate comes as PEM, unless another format is asked for', () => {
  expect(routes.trustpoints.certificate.query.parse({})).toEqual({ format: 'pem' });
  expect(routes.trustpoints.certificate.query.safeParse({ format: 'p12' }).success).toBe(false);
});

test.each(['0', '-1', 'x', '1.5'])('there is no message %j', (n) => {
  expect(routes.enrollments.message.params.safeParse({ id: 'e1', n }).success).toBe(false);
});

test.each(['', '../policies', 'a b', 'x'.repeat(65)])('%j is no identifier', (id) => {
  expect(routes.policies.get.params.safeParse({ id }).success).toBe(false);
});

test.each([
  ['', 'too short'],
  ['n'.repeat(32), 'too long'],
  [' n', 'outer space'],
])('the name of a copy follows the rules for names: %j is refused', (name) => {
  expect(routes.policies.copy.body.safeParse({ name }).success).toBe(false);
  expect(routes.policies.copy.body.safeParse({ name: 'n' }).success).toBe(true);
});
