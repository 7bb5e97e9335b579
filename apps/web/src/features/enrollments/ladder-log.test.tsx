import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';

import { exampleEnrollment, exampleMessage } from '../../../test/example-enrollment.ts';
import { LadderLog } from './ladder-log.tsx';
import { toLadder } from './ladder-rungs.ts';

afterEach(cleanup);

const rungsOf = (...messages: ReturnType<typeof exampleMessage>[]) => toLadder(exampleEnrollment({ messages })).rungs;

it('tells of each rung that arrives, once and as one sentence, and not of those that were there before', () => {
  const first = exampleMessage(1, 'ir');
  const { rerender } = render(<LadderLog rungs={rungsOf(first)} />);
  const log = screen.getByRole('log');
  expect(log.textContent).toBe('');

  const second = exampleMessage(2, 'ip', { summary: 'accepted' });
  rerender(<LadderLog rungs={rungsOf(first, second)} />);
  rerender(<LadderLog rungs={rungsOf(first, second)} />);
  expect(log.textContent).toBe('ip received, accepted, 2 of 2 checks passed');
});
