import { decode, toHex } from '@crypto-cmp/der';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import type { PKIBody } from '../messages/pki-body.ts';
import { PKIMessage } from '../messages/pki-message.ts';
import { body, header, response, withoutExtraCerts } from '../testing/forgeries.ts';
import { refusalOf } from '../testing/forged-answer.ts';
import type { Forgery } from '../testing/test-ca.ts';
import { answerFirst, answerStep, createTestBench, name, type TestBench } from '../testing/test-transaction.ts';
import { startTransaction } from './start-transaction.ts';
import type { Step } from './step.ts';
import type { TransactionContext, UnprotectedAnswer } from './transaction-context.ts';

let bench: TestBench;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
});

const rejection: Forgery = response(({ certReqId }) => ({ certReqId, status: { status: 2, failInfo: [9] } }));
const error: PKIBody = { type: 'error', value: { pKIStatusInfo: { status: 2, failInfo: [9] } } };
const unprotected = { protector: 'none' } as const;

describe('the signer of a transaction', () => {
  it('is known in the pkiconf too, when extraCerts has it no more', async () => {
    const { ca, signature } = bench;
    const confirming = await answerFirst(bench, signature, await bench.request());
    const done = await answerStep(ca, signature.server, confirming, signature.context, withoutExtraCerts);
    expect(done.effect).toMatchObject({ type: 'succeeded', confirmedBy: 'pkiconf' });
  });

  it('must be in extraCerts once', async () => {
    const step = await answerFirst(bench, bench.signature, await bench.request(), withoutExtraCerts);
    expect(refusalOf(step)).toEqual({ checks: ['signature'], code: 'signer-certificate-missing' });
  });

  it('is not pushed out by hundreds of other certificates, of which few are kept', async () => {
    const { ca, signature } = bench;
    // No certificates, but as good as some for a list.
    const extraCerts = Array.from({ length: 900 }, (_, index) =>
      Uint8Array.of(0x30, 4, 2, 2, 1 + (index >> 8), index & 255),
    );
    const confirming = await answerFirst(bench, signature, await bench.request(), {
      extraCerts: [ca.issuing.certificate.der, ...extraCerts],
    });
    expect(confirming.state.extraCerts.length).toBeLessThanOrEqual(20);
    expect(confirming.state.extraCerts[0]).toBe(toHex(ca.signer.certificate.der));
    const done = await answerStep(ca, signature.server, confirming, signature.context, withoutExtraCerts);
    expect(done.effect.type).toBe('succeeded');
  });
});

describe('the protection of the CA', () => {
  it('is of one kind throughout, also where the policy takes any', async () => {
    const { ca, mac, signature } = bench;
    const context = { ...mac.context, expectations: { protection: 'any' } } as const;
    const first = await startTransaction(await bench.request(), context);
    const confirming = await answerStep(ca, signature.server, first, context);
    expect(confirming.effect).toMatchObject({ bodyType: 'certConf' });
    const mixed = await answerStep(ca, mac.server, confirming, context);
    expect(refusalOf(mixed)).toEqual({ checks: ['protectionKind'], code: 'protection-kind-differs' });
    expect((await answerStep(ca, signature.server, confirming, context)).effect.type).toBe('succeeded');
  });
});

describe('an answer without protection', () => {
  it.each([
    ['error', body(error), 'error-received'],
    ['rejection', rejection, 'request-rejected'],
  ] as const)(
    'that is an %s ends the transaction where the policy takes it, and proves nothing',
    async (kind, forgery, code) => {
      const step = await answer({ ...forgery, ...unprotected }, [kind]);
      expect(refusalOf(step)).toEqual({ checks: ['pkiStatus'], code });
      expect(step.effect).toEqual({
        type: 'failed',
        failure: expect.objectContaining({
          certificateMayExist: true,
          claim: expect.objectContaining({ authenticated: false }),
        }),
      });
    },
  );

  it.each([
    ['a certificate', {}],
    ['a delay', body({ type: 'error', value: { pKIStatusInfo: { status: 3 } } })],
    ['a delay in ip', response(({ certReqId }) => ({ certReqId, status: { status: 3 } }))],
  ])('is never %s', async (_, forgery) => {
    const step = await answer({ ...forgery, ...unprotected }, ['error', 'rejection', 'pkiconf']);
    expect(refusalOf(step)).toMatchObject({ code: 'protection-missing' });
  });

  it.each([
    ['error', body(error), ['rejection', 'pkiconf']],
    ['rejection', rejection, ['error', 'pkiconf']],
  ] as const)('that is an %s needs its own permission', async (_, forgery, accepted) => {
    expect(refusalOf(await answer({ ...forgery, ...unprotected }, accepted)).checks).toEqual(['protectionPresent']);
  });

  it('has to answer this very request all the same', async () => {
    const forgery = { ...body(error), ...header({ recipNonce: new Uint8Array(16) }), ...unprotected };
    expect(refusalOf(await answer(forgery, ['error'])).checks).toEqual(['recipNonce']);
  });

  it('is not the same as one whose protection is wrong', async () => {
    const step = await answer({ ...body(error), protector: bench.mac.stranger }, ['error']);
    expect(refusalOf(step)).toEqual({ checks: ['mac'], code: 'mac-wrong' });
  });

  it.each([
    [['pkiconf'], 'succeeded'],
    [['error', 'rejection'], 'failed'],
  ] as const)('that is a pkiconf counts where the policy takes it: %j', async (accepted, end) => {
    const context = accepting(accepted);
    const confirming = await answerFirst(bench, { ...bench.mac, context }, await bench.request());
    const done = await answerStep(bench.ca, bench.mac.server, confirming, context, unprotected);
    expect(done.effect.type).toBe(end);
  });
});

describe('a request without protection', () => {
  const context = (): TransactionContext => ({ ...bench.signature.context, protector: { kind: 'none' } });

  it('has neither protection nor protectionAlg, and no name of its own unless it is given', async () => {
    const { effect } = await startTransaction(await bench.request(), context());
    if (effect.type !== 'send') throw new TypeError('expected a message');
    const message = decode(PKIMessage, effect.bytes);
    expect(message.protection).toBeUndefined();
    expect(message.header.value.protectionAlg).toBeUndefined();
    expect(message.header.value.sender).toEqual({ type: 'directoryName', value: name('') });
  });

  it('has a signed answer, and succeeds', async () => {
    const party = { ...bench.signature, context: context() };
    const confirming = await answerFirst(bench, party, await bench.request());
    const done = await answerStep(bench.ca, party.server, confirming, party.context);
    expect(done.effect).toMatchObject({ type: 'succeeded' });
  });

  it.each([
    ['no protection', unprotected, 'protection-missing'],
    ['a MAC', {}, 'protection-kind-differs'],
  ] as const)('takes no answer with %s', async (_, forgery, code) => {
    const party = { ...bench.mac, context: context() };
    expect(refusalOf(await answerFirst(bench, party, await bench.request(), forgery)).code).toBe(code);
  });

  it.each(['kur', 'rr'] as const)('is never a %s', async (operation) => {
    const { keySigner } = { keySigner: (await nodeCrypto.generateKeyPair('ec-p256')).signer };
    const request =
      operation === 'kur' ? ({ operation, keySigner } as const) : ({ operation, reason: 'superseded' } as const);
    await expect(startTransaction(request, context())).rejects.toThrow(TypeError);
  });
});

describe('a certConf', () => {
  it('is to be sent as long as the CA waits for it', async () => {
    const infoValue = Uint8Array.from(Buffer.from('180f32303236313132333132303030305a', 'hex'));
    const generalInfo = [{ infoType: '1.3.6.1.5.5.7.4.14', infoValue }];
    const step = await answerFirst(bench, bench.mac, await bench.request(), header({ generalInfo }));
    expect(step.effect).toMatchObject({ bodyType: 'certConf', before: '2026-11-23T12:00:00.000Z' });
  });
});

describe('raVerified', () => {
  it('stands in for a signature only where it is asked for', async () => {
    const popoOf = async (raVerified: boolean): Promise<string | undefined> => {
      const { effect } = await startTransaction(await bench.request({ raVerified }), bench.signature.context);
      const sent = effect.type === 'send' ? decode(PKIMessage, effect.bytes).body.value : undefined;
      return sent?.type === 'ir' ? sent.value[0]?.popo?.type : undefined;
    };
    expect(await popoOf(true)).toBe('raVerified');
    expect(await popoOf(false)).toBe('signature');
  });
});

async function answer(forgery: Forgery, accepted: readonly UnprotectedAnswer[]): Promise<Step> {
  return answerFirst(bench, { ...bench.mac, context: accepting(accepted) }, await bench.request(), forgery);
}

function accepting(acceptUnprotected: readonly UnprotectedAnswer[]): TransactionContext {
  return { ...bench.mac.context, expectations: { acceptUnprotected } };
}
