import type { Enrollment } from '@crypto-cmp/api';
import { describe, expect, it } from 'vitest';

import { AT, check, exampleEnrollment, exampleMessage, SECONDARY } from '../../../test/example-enrollment.ts';
import { describeRung, describeTries, toLadder } from './ladder-rungs.ts';

const refused = {
  tries: 3,
  triesDurationMs: 5000,
  problem: { code: 'connection-refused', message: 'Connection refused' },
};

describe('the ladder', () => {
  it('begins with the server that was skipped, and says why nothing was sent to it', () => {
    const { first, firstLane, rungs } = toLadder(
      exampleEnrollment({
        server: SECONDARY,
        failover: { at: '2026-11-23T11:51:45.318Z', reason: 'it does not answer', skipped: true },
        messages: [exampleMessage(1, 'ir', { server: SECONDARY })],
      }),
    );
    expect([first?.role, firstLane]).toEqual(['primary', 'near']);
    expect(rungs.map(({ kind, lane }) => `${kind} ${lane}`)).toEqual(['failover far', 'message far']);
    expect(rungs[0]).toMatchObject({ from: 'near', skipped: 'it does not answer' });
  });

  it('has a rung for each message, in the order of the exchange', () => {
    const { rungs } = toLadder(
      exampleEnrollment({
        messages: [exampleMessage(1, 'ir'), exampleMessage(2, 'ip'), exampleMessage(3, 'certConf')],
      }),
    );
    expect(rungs.map((rung) => rung.kind === 'message' && [rung.message.bodyType, rung.outcome])).toEqual([
      ['ir', 'sent'],
      ['ip', 'accepted'],
      ['certConf', 'sent'],
    ]);
  });

  it('leads from the server that is given up to the other one, and keeps their lifelines apart', () => {
    const { rungs, firstLane } = toLadder(
      exampleEnrollment({
        server: SECONDARY,
        failover: { at: '2026-11-23T11:51:45.318Z', reason: 'connection refused', skipped: false },
        messages: [
          exampleMessage(1, 'kur', refused),
          exampleMessage(2, 'kur', { direction: 'sent', server: SECONDARY, octets: 501, checks: [] }),
        ],
      }),
    );
    expect(firstLane).toBe('near');
    expect(rungs).toMatchObject([
      { kind: 'message', lane: 'near', outcome: 'lost' },
      { kind: 'failover', from: 'near', lane: 'far', to: SECONDARY, isSameMessage: true },
      { kind: 'message', lane: 'far', outcome: 'sent' },
    ]);
  });

  it('expects no answer to a message that has not arrived before it is sent once more', () => {
    const awaited = { bodyTypes: ['kup', 'error'], since: AT, givesUpAt: '2026-11-23T11:52:10Z' } as const;
    const message = exampleMessage(1, 'kur', refused);
    const nextTry = { at: '2026-11-23T11:51:45Z', action: 'send-again', server: message.server, tries: 3 } as const;
    const retryOf = (enrollment: Partial<Enrollment>) =>
      toLadder(exampleEnrollment({ messages: [message], ...enrollment })).rungs.find(({ kind }) => kind === 'awaited');
    expect(retryOf({ awaited: { ...awaited, bodyTypes: [...awaited.bodyTypes] }, nextTry })).toMatchObject({
      retry: { at: nextTry.at, bodyType: 'kur', server: message.server },
    });
    expect(retryOf({ awaited: { ...awaited, bodyTypes: [...awaited.bodyTypes] }, nextTry: null })).toMatchObject({
      retry: undefined,
    });
  });

  it('says between two transactions why the second one asks with the Secret', () => {
    const cause = 'The CA does not trust the certificate that signed the request.';
    const fallback = { at: AT, afterMessage: 2, transactionID: '00ff', cause, isProven: false };
    const { rungs } = toLadder(
      exampleEnrollment({
        fallback,
        messages: [exampleMessage(1, 'kur'), exampleMessage(2, 'error'), exampleMessage(3, 'ir')],
      }),
    );
    expect(rungs.map(({ kind }) => kind)).toEqual(['message', 'message', 'fallback', 'message']);
    expect(rungs[2] && describeRung(rungs[2])).toBe(
      `${cause} Nothing proves that the CA has said so: it may have issued a certificate that nobody uses. A new transaction asks with the Secret.`,
    );
  });

  it('shows the answer that is awaited, not the error that may come instead', () => {
    const { rungs } = toLadder(
      exampleEnrollment({
        messages: [exampleMessage(1, 'ir')],
        awaited: { bodyTypes: ['error', 'ip'], since: '2026-11-23T11:51:41Z', givesUpAt: '2026-11-23T11:52:11Z' },
      }),
    );
    expect(rungs.at(-1)).toMatchObject({ kind: 'awaited', bodyType: 'ip', lane: 'far' });
  });

  it('shows when the CA is asked again while it takes its time', () => {
    const { rungs } = toLadder(
      exampleEnrollment({
        state: 'waiting',
        nextStepAt: '2026-11-23T12:05:00Z',
        messages: [exampleMessage(1, 'ir'), exampleMessage(2, 'ip', { summary: 'waiting' })],
      }),
    );
    expect(rungs.at(-1)).toMatchObject({ kind: 'waiting', nextStepAt: '2026-11-23T12:05:00Z' });
  });

  it.each([
    ['a check failed', exampleMessage(2, 'ip', { checks: [check('recipNonce', 'failed')] })],
    ['the CA sent an error', exampleMessage(2, 'error')],
    ['nobody can read it', exampleMessage(2, '', { bodyType: null })],
  ])('draws an answer as refused when %s', (_, message) => {
    expect(toLadder(exampleEnrollment({ messages: [message] })).rungs[0]).toMatchObject({ outcome: 'refused' });
  });
});

describe('a rung as a sentence', () => {
  const sentence = (message: ReturnType<typeof exampleMessage>) => {
    const [rung] = toLadder(exampleEnrollment({ messages: [message] })).rungs;
    return rung && describeRung(rung);
  };

  it('counts only the checks that applied', () => {
    expect(sentence(exampleMessage(2, 'ip', { summary: 'accepted' }))).toBe(
      'ip received, accepted, 2 of 2 checks passed',
    );
  });

  it('says how often it was tried in vain', () => {
    expect(sentence(exampleMessage(1, 'ir', refused))).toBe('ir not delivered, Connection refused, 3 tries in 5 s');
  });

  it('does not claim that a message never arrived when only its answer is missing', () => {
    const silent = exampleMessage(1, 'ir', { problem: { code: 'timeout', message: 'No answer within 30 s.' } });
    expect(sentence(silent)).toBe('ir not answered, No answer within 30 s');
    expect(describeTries(silent)).toBe('No answer within 30 s');
  });
});
