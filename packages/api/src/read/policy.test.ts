import { PolicyDraft } from '@crypto-cmp/policy';
import { sampleDraft } from '@crypto-cmp/policy/testing';
import { expect, test } from 'vitest';
import { toPolicyDraft } from '../to-policy-draft.ts';
import { Policy } from './policy.ts';

const at = '2026-11-20T08:00:00Z';
const { trustpoints, ...draft } = PolicyDraft.parse(sampleDraft());
const stored = {
  ...draft,
  id: 'p1',
  version: 3,
  createdAt: at,
  updatedAt: at,
  warnings: [],
  trustpoints: trustpoints.map((trustpoint) => ({
    ...trustpoint,
    id: 't1',
    secret: { isSet: true, setAt: at, value: 'a Secret' },
    state: 'valid',
    notBefore: at,
    notAfter: at,
    runningEnrollmentId: null,
  })),
};

test('an answer lets no Secret through, even when a handler forgets to take it out', () => {
  const answer = Policy.parse(stored);
  expect(answer.trustpoints[0]?.secret).toEqual({ isSet: true, setAt: at });
  expect(JSON.stringify(answer)).not.toContain('a Secret');
});

test('what was read can be written back: all as it is, every Secret kept', () => {
  expect(PolicyDraft.parse(toPolicyDraft(Policy.parse(stored)))).toEqual({
    ...draft,
    trustpoints: trustpoints.map((trustpoint) => ({ ...trustpoint, id: 't1', secret: { action: 'keep' } })),
  });
});
