import { expect, it } from 'vitest';

import { exampleEnrollment, exampleMessage } from '../../../test/example-enrollment.ts';
import { foldPolls } from './fold-polls.ts';
import { toLadder } from './ladder-rungs.ts';

const exchange = (rounds: number, broken?: number) =>
  toLadder(
    exampleEnrollment({
      messages: [
        exampleMessage(1, 'ir'),
        exampleMessage(2, 'ip'),
        ...Array.from({ length: rounds }, (_, round) => [
          exampleMessage(3 + 2 * round, 'pollReq', {
            direction: 'sent',
            checks: [],
            ...(round === broken && { problem: { code: 'connection-reset', message: 'Connection closed' } }),
          }),
          exampleMessage(4 + 2 * round, 'pollRep', { direction: 'received' }),
        ]).flat(),
      ],
    }),
  ).rungs;

const kindsOf = (rounds: number, broken?: number) =>
  foldPolls(exchange(rounds, broken)).map((row) => (row.kind === 'fold' ? row.rungs.length : row.kind));

it('keeps the first and the last of many polls, and folds those between', () => {
  expect(kindsOf(10)).toEqual(['message', 'message', 'message', 'message', 16, 'message', 'message']);
});

it('leaves few polls as they are', () => {
  expect(kindsOf(3)).toEqual(Array.from({ length: 8 }, () => 'message'));
});

it('never folds a poll that went wrong', () => {
  const rows = foldPolls(exchange(12, 6));
  expect(rows.some((row) => row.kind === 'message' && row.outcome === 'lost')).toBe(true);
});
