import { describe, expect, test } from 'vitest';
import { createProblem, createValidationProblem, Problem } from './problem.ts';
import { isProblemCode, PROBLEMS, type ProblemCode } from './problem-codes.ts';

const usedBy = [
  { kind: 'certificate' as const, trustpoint: { id: 't1', name: 'ap-7' }, detail: 'valid until 2027-01-08' },
];

const examples: Record<ProblemCode, Problem> = {
  'malformed-request': createProblem('malformed-request', 'x', { errors: [] }),
  'origin-refused': createProblem('origin-refused', 'x'),
  'route-not-found': createProblem('route-not-found', 'x'),
  'policy-not-found': createProblem('policy-not-found', 'x'),
  'trustpoint-not-found': createProblem('trustpoint-not-found', 'x'),
  'certificate-not-found': createProblem('certificate-not-found', 'x'),
  'enrollment-not-found': createProblem('enrollment-not-found', 'x'),
  'message-not-found': createProblem('message-not-found', 'x'),
  'alert-not-found': createProblem('alert-not-found', 'x'),
  'alert-channel-not-found': createProblem('alert-channel-not-found', 'x'),
  'method-not-allowed': createProblem('method-not-allowed', 'x'),
  'not-acceptable': createProblem('not-acceptable', 'x'),
  'policy-in-use': createProblem('policy-in-use', 'x', { usedBy, canForce: true }),
  'trustpoint-in-use': createProblem('trustpoint-in-use', 'x', { usedBy, canForce: false }),
  'enrollment-running': createProblem('enrollment-running', 'x', { enrollmentId: 'e1' }),
  'enrollment-not-possible': createProblem('enrollment-not-possible', 'x'),
  'enrollment-ended': createProblem('enrollment-ended', 'x'),
  'idempotency-key-reused': createProblem('idempotency-key-reused', 'x'),
  'lab-ca-not-configured': createProblem('lab-ca-not-configured', 'x'),
  'version-clash': createProblem('version-clash', 'x', { current: { version: 2, updatedAt: '2026-11-20T08:00:00Z' } }),
  'payload-too-large': createProblem('payload-too-large', 'x'),
  'media-type-not-supported': createProblem('media-type-not-supported', 'x'),
  'host-refused': createProblem('host-refused', 'x'),
  'validation-failed': createProblem('validation-failed', 'x', { errors: [] }),
  'version-required': createProblem('version-required', 'x'),
  'internal-error': createProblem('internal-error', 'x'),
  'lab-ca-unavailable': createProblem('lab-ca-unavailable', 'x'),
  'not-ready': createProblem('not-ready', 'x'),
};

describe.each(Object.entries(examples))('the problem %s', (code, problem) => {
  test('is a problem document with the status and title of its code', () => {
    expect(Problem.parse(JSON.parse(JSON.stringify(problem)))).toEqual(problem);
    expect(problem).toMatchObject({ type: `urn:crypto-cmp:problem:${code}`, code, detail: 'x' });
    expect(isProblemCode(code) && PROBLEMS[code]).toEqual({ status: problem.status, title: problem.title });
  });
});

test('every status is that of an error', () => {
  expect(Object.values(PROBLEMS).filter(({ status }) => status < 400 || status > 599)).toEqual([]);
});

test('the problem of bad fields counts them', () => {
  const error = { pointer: '/name', code: 'required', message: 'Nothing entered' } as const;
  expect(createValidationProblem([error])).toMatchObject({ status: 422, detail: '1 field needs correction.' });
  expect(createValidationProblem([error, error])).toMatchObject({ detail: '2 fields need correction.' });
});

test.each(['', 'no-such-code', 'toString', undefined, 7])('%j is no code', (code) => {
  expect(isProblemCode(code)).toBe(false);
});

test('a problem without what belongs to it does not compile', () => {
  // @ts-expect-error a clash must tell the current version
  expect(Problem.safeParse(createProblem('version-clash', 'x')).success).toBe(false);
  // @ts-expect-error nothing belongs to it
  createProblem('policy-not-found', 'x', { usedBy });
});
