import { expect, test } from 'vitest';
import { copyName } from './copy-name.ts';
import { countCodePoints } from './count-code-points.ts';
import { LIMITS } from './limits.ts';

test.each([
  ['branch', [], 'branch-copy'],
  ['branch', ['branch-copy'], 'branch-copy-2'],
  ['branch', ['branch-copy', 'branch-copy-2'], 'branch-copy-3'],
  ['n'.repeat(31), [], `${'n'.repeat(26)}-copy`],
  ['\u{1F511}'.repeat(31), [], `${'\u{1F511}'.repeat(26)}-copy`],
  [`${'n'.repeat(25)} nnnnn`, [], `${'n'.repeat(25)}-copy`],
])('a copy of %j beside %j is called %j', (original, taken, copy) => {
  expect(copyName(original, LIMITS.policyName, (key) => taken.includes(key))).toBe(copy);
  expect(countCodePoints(copy)).toBeLessThanOrEqual(LIMITS.policyName.max);
});

test('a name that differs only in case is taken', () => {
  expect(copyName('AP', LIMITS.trustpointName, (key) => key === 'ap-copy')).toBe('AP-copy-2');
});
