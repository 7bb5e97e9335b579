import { expect, test } from 'vitest';

import { refusal } from '../refusal.ts';
import { toProblem } from './to-problem.ts';

test('tells nothing of an error that was not expected', () => {
  const problem = toProblem(new Error('secret=open sesame'), 'req-7');

  expect(problem).toMatchObject({ code: 'internal-error', status: 500, detail: expect.stringContaining('req-7') });
  expect(JSON.stringify(problem)).not.toContain('sesame');
});

test('passes a refusal on as it is', () => {
  expect(toProblem(refusal('policy-not-found', 'gone'), '')).toMatchObject({ status: 404, detail: 'gone' });
});

test('answers 413 to a body beyond the limit', () => {
  const error = Object.assign(new Error('too large'), { code: 'FST_ERR_CTP_BODY_TOO_LARGE' });

  expect(toProblem(error, '')).toMatchObject({ code: 'payload-too-large', status: 413 });
});
