import { describe, expect, it } from 'vitest';

import { PRIMARY, SECONDARY } from '../../test/example-enrollment.ts';
import { describeWait } from './queue-words.ts';

const until = '2026-11-23T12:05:00.000Z';

describe('what an enrollment waits for', () => {
  it.each([
    [{ reason: 'server-busy', until: null }, 'Waits for its turn at ca1.pki.example.net:8080'],
    [
      { reason: 'server-rate', until },
      'Waits for its turn at ca1.pki.example.net:8080 until 12:05:00: enough have begun this minute',
    ],
    [
      { reason: 'server-circuit-open', until },
      'Waits for ca1.pki.example.net:8080, which does not answer, until 12:05:00',
    ],
  ] as const)('names the server and why: %j', (holdUp, words) => {
    expect(describeWait({ holdUp: { ...holdUp, server: PRIMARY }, nextTry: null })).toBe(words);
  });

  it.each([
    [
      { action: 'send-again', tries: 2, server: PRIMARY },
      'Tries ca1.pki.example.net:8080 again at 12:05:00, after 2 tries',
    ],
    [{ action: 'ask-other-server', tries: 0, server: SECONDARY }, 'Asks ca2.pki.example.net:8080 at 12:05:00'],
    [{ action: 'poll', tries: 0, server: PRIMARY }, 'Asks ca1.pki.example.net:8080 again at 12:05:00'],
  ] as const)('says when the next try is, and whom it asks: %j', (nextTry, words) => {
    expect(describeWait({ holdUp: null, nextTry: { ...nextTry, at: until } })).toBe(words);
  });

  it('is silent while it is at work', () => {
    expect(describeWait({ holdUp: null, nextTry: null })).toBeUndefined();
  });
});
