import { decode, DerError, toHex } from '@crypto-cmp/der';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { PKIBody } from '../messages/pki-body.ts';
import { PKIMessage } from '../messages/pki-message.ts';
import { protectPKIMessage } from '../protection/protect-pki-message.ts';
import { protectedPart } from '../protection/protected-part.ts';
import { mutate, mutation } from '../../testdata/mutation.ts';
import { createTestBench, type Party, type TestBench } from '../testing/test-transaction.ts';
import { advance } from './advance.ts';
import { CHECK_NAMES } from './check-name.ts';
import { startTransaction } from './start-transaction.ts';
import type { Step } from './step.ts';

let bench: TestBench;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
});

describe.each(['mac', 'signature'] as const)('a changed answer under %s', { timeout: 30_000 }, (kind) => {
  it.each([
    ['to the request', 'requesting', 400],
    ['to certConf', 'confirming', 400],
  ] as const)('%s ends the transaction or changes nothing, and never throws', async (_, stage, numRuns) => {
    const party = bench[kind];
    const { waiting, answer } = await prepare(party, stage);
    const mutations = fc.array(mutation, { minLength: 1, maxLength: 3 });
    const property = fc.asyncProperty(mutations, async (changes) => {
      const bytes = changes.reduce(mutate, answer);
      const step = await advance(waiting.state, { type: 'received', bytes }, party.context);
      expect(step.checks?.map(({ name }) => name)).toEqual(CHECK_NAMES);
      // Outside of the protection there may be changes: extraCerts may be gone, and the answer be good still.
      if (step.checks?.every(({ verdict }) => verdict !== 'failed') === true) {
        expect(covered(bytes)).toEqual(covered(answer));
        return;
      }
      expect(step.effect.type).not.toBe('succeeded');
      expect(['failed', 'rejecting']).toContain(step.state.stage.name);
    });
    await fc.assert(property, { numRuns });
  });

  it('that the CA itself has changed and protected never throws, and never brings another certificate', async () => {
    const { server, context } = bench[kind];
    const { waiting, answer } = await prepare(bench[kind], 'requesting');
    const { header, body, extraCerts = [] } = decode(PKIMessage, answer);
    const { protectionAlg: _, ...unprotected } = header.value;
    const property = fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (changes) => {
      const changed = decodeOrNothing(changes.reduce(mutate, body.der));
      fc.pre(changed !== undefined);
      const bytes = await protectPKIMessage({ header: unprotected, body: changed, extraCerts }, server, bench.crypto);
      const { state } = await advance(waiting.state, { type: 'received', bytes }, context);
      expect(state.stage.name).not.toBe('succeeded');
      if (state.stage.name === 'confirming') expect(toHex(body.der)).toContain(state.stage.issued.certificate);
    });
    await fc.assert(property, { numRuns: 200, maxSkipsPerRun: 1000 });
  });

  it('of any octets at all ends it, too', async () => {
    const party = bench[kind];
    const { waiting } = await prepare(party, 'requesting');
    const property = fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const { effect } = await advance(waiting.state, { type: 'received', bytes }, party.context);
      expect(effect.type).toBe('failed');
    });
    await fc.assert(property, { numRuns: 300 });
  });
});

async function prepare(
  { server, context }: Party,
  stage: 'requesting' | 'confirming',
): Promise<{ readonly waiting: Step; readonly answer: Uint8Array }> {
  const first = await startTransaction(await bench.request(), context);
  const answer = await bench.ca.answer(sent(first), server);
  if (stage === 'requesting') return { waiting: first, answer };
  const second = await advance(first.state, { type: 'received', bytes: answer }, context);
  return { waiting: second, answer: await bench.ca.answer(sent(second), server) };
}

/** All that a change must not touch. */
function covered(bytes: Uint8Array): unknown {
  const message = decode(PKIMessage, bytes);
  return { part: protectedPart(message), protection: message.protection };
}

function decodeOrNothing(bytes: Uint8Array): PKIBody | undefined {
  try {
    return decode(PKIBody, bytes);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function sent({ effect }: Step): Uint8Array {
  if (effect.type !== 'send') throw new TypeError(`expected a message, got ${effect.type}`);
  return effect.bytes;
}
