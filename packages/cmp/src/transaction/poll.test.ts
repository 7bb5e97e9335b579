import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import type { PKIBody } from '../messages/pki-body.ts';
import { body, header, response } from '../testing/forgeries.ts';
import { refusalOf } from '../testing/forged-answer.ts';
import { granted, type Forgery } from '../testing/test-ca.ts';
import { answerFirst, answerStep, bodyOf, createTestBench, now, type TestBench } from '../testing/test-transaction.ts';
import { advance } from './advance.ts';
import type { Step } from './step.ts';
import type { TransactionContext } from './transaction-context.ts';

let bench: TestBench;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
});

const waitingError: PKIBody = { type: 'error', value: { pKIStatusInfo: { status: 3 } } };

describe('an answer that is delayed', () => {
  it('in the ip is asked for by its certReqId, at once', async () => {
    const polling = await delayed(waitingIp);
    expect(bodyOf(polling)).toEqual({ type: 'pollReq', value: [{ certReqId: 0 }] });
  });

  it('as a whole is asked for by -1', async () => {
    const polling = await delayed(body(waitingError));
    expect(bodyOf(polling)).toEqual({ type: 'pollReq', value: [{ certReqId: -1 }] });
  });

  it('is waited for as long as the CA says', async () => {
    const waiting = await answer(await delayed(waitingIp), pollRep(90, ['busy\n']));
    expect(waiting.effect).toEqual({ type: 'wait', until: at(90).toISOString(), reason: ['busy\\u{a}'] });
  });

  it.each([
    ['at least a second', 0, 1],
    ['at most a day', 10_000_000, 86_400],
  ])('is waited for %s', async (_, checkAfter, seconds) => {
    const waiting = await answer(await delayed(waitingIp), pollRep(checkAfter));
    expect(waiting.effect).toMatchObject({ type: 'wait', until: at(seconds).toISOString() });
  });

  it('ends with the certificate, confirmed as usual', async () => {
    const waiting = await answer(await delayed(waitingIp), pollRep(5));
    const polling = await advance(waiting.state, { type: 'elapsed' }, atTime(5));
    expect(bodyOf(polling)).toMatchObject({ type: 'pollReq' });
    const confirming = await answer(polling, certificate(waiting), atTime(5));
    expect(confirming.effect).toMatchObject({ type: 'send', bodyType: 'certConf' });
    expect((await answer(confirming, {}, atTime(5))).effect.type).toBe('succeeded');
  });

  it('may carry the nonce of the first request in the final answer', async () => {
    const first = await answerFirst(bench, bench.mac, await bench.request(), waitingIp);
    const nonce = delayOf(first).senderNonce;
    const forgery = { ...certificate(first), ...header({ recipNonce: Buffer.from(nonce, 'hex') }) };
    expect(refusalOf(await answer(first, forgery)).checks).toEqual([]);
  });

  it('may not carry the nonce of the first request in a pollRep', async () => {
    const first = await delayed(waitingIp);
    const nonce = delayOf(first).senderNonce;
    const forgery = { ...pollRep(5), ...header({ recipNonce: Buffer.from(nonce, 'hex') }) };
    expect(refusalOf(await answer(first, forgery))).toEqual({ checks: ['recipNonce'], code: 'recip-nonce-differs' });
  });

  it('that a CA delays again and again is not asked for in a storm', async () => {
    const again = await answer(await delayed(waitingIp), body({ type: 'ip', value: { response: [waitingResponse] } }));
    expect(again.effect).toMatchObject({ type: 'wait', until: at(1).toISOString() });
  });

  it('is not asked for before its time', async () => {
    const waiting = await answer(await delayed(waitingIp), pollRep(90));
    const early = await advance(waiting.state, { type: 'elapsed' }, atTime(89));
    expect(early.effect).toEqual(waiting.effect);
  });

  it('is given up when it takes too long in all, and the CA is told', async () => {
    const polling = { maxTotalSeconds: 60 };
    const waiting = await answer(await delayed(waitingIp), pollRep(90), limited(0, polling));
    expect(waiting.effect).toMatchObject({ type: 'wait', until: at(60).toISOString() });
    const { effect } = await advance(waiting.state, { type: 'elapsed' }, limited(60, polling));
    expect(effect).toMatchObject({
      type: 'failed',
      failure: { code: 'polling-timed-out' },
      farewell: { bodyType: 'error' },
    });
  });

  it('can be canceled while it is waited for', async () => {
    const waiting = await answer(await delayed(waitingIp), pollRep(90));
    const { effect } = await advance(waiting.state, { type: 'cancel' }, bench.mac.context);
    expect(effect).toMatchObject({ type: 'failed', failure: { code: 'canceled' }, farewell: { bodyType: 'error' } });
  });

  it('can be the pkiconf', async () => {
    const confirming = await answerFirst(bench, bench.mac, await bench.request());
    const polling = await answer(confirming, body(waitingError));
    expect(bodyOf(polling)).toEqual({ type: 'pollReq', value: [{ certReqId: -1 }] });
    expect((await answer(polling, {})).effect).toMatchObject({ type: 'succeeded', confirmedBy: 'pkiconf' });
  });
});

describe('the answer to a rejecting certConf', () => {
  it('can be delayed as well', async () => {
    const other = async (): Promise<Uint8Array> => bench.ca.signer.certificate.der;
    const rejecting = await answerFirst(bench, bench.mac, await bench.request(), { certificate: other });
    const polling = await answer(rejecting, body(waitingError));
    expect(bodyOf(polling)).toEqual({ type: 'pollReq', value: [{ certReqId: -1 }] });
    expect((await answer(polling, {})).effect).toMatchObject({ failure: { rejection: 'confirmed' } });
  });
});

describe('an error that says waiting', () => {
  it('is refused with a failInfo', async () => {
    const status = { status: 3, failInfo: [2] };
    const step = await delayed(body({ type: 'error', value: { pKIStatusInfo: status } }));
    expect(refusalOf(step)).toEqual({ checks: ['pkiStatus'], code: 'status-inconsistent' });
  });

  it('is not believed unprotected: it would make us wait for a stranger', async () => {
    const step = await delayed({ ...body(waitingError), protector: 'none' });
    expect(refusalOf(step)).toEqual({ checks: ['protectionPresent'], code: 'protection-missing' });
  });
});

describe('a pollRep', () => {
  it.each([
    [
      'for another certReqId',
      body({ type: 'pollRep', value: [{ certReqId: 1, checkAfter: 1 }] }),
      'cert-req-id-differs',
    ],
    ['without an entry', body({ type: 'pollRep', value: [] }), 'cert-req-id-differs'],
    [
      'with a time that is over',
      body({ type: 'pollRep', value: [{ certReqId: 0, checkAfter: -1 }] }),
      'polling-inconsistent',
    ],
  ] as const)('is refused %s', async (_, forgery, code) => {
    expect(refusalOf(await answer(await delayed(waitingIp), forgery)).code).toBe(code);
  });
});

const waitingResponse = { certReqId: 0, status: { status: 3 } };
const waitingIp = response(() => waitingResponse);

function pollRep(checkAfter: number, reason?: string[]): Forgery {
  return body({ type: 'pollRep', value: [{ certReqId: 0, checkAfter, ...(reason && { reason }) }] });
}

/** The ip that the CA would have sent at first. */
function certificate({ state }: Step): Forgery {
  const { subject, publicKey, subjectAltName } = state.requested;
  const extnValue = Buffer.from(subjectAltName ?? '', 'hex');
  const extensions = [{ extnID: '2.5.29.17', critical: false, extnValue }];
  const issue = async (): Promise<Uint8Array> =>
    bench.ca.issue(Buffer.from(subject, 'hex'), Buffer.from(publicKey ?? '', 'hex'), { extensions });
  return { body: async () => granted('ip', 0, await issue()) };
}

async function delayed(forgery: Forgery): Promise<Step> {
  return answerFirst(bench, bench.mac, await bench.request(), forgery);
}

async function answer(step: Step, forgery: Forgery, context = bench.mac.context): Promise<Step> {
  return answerStep(bench.ca, bench.mac.server, step, context, forgery);
}

function delayOf({ state }: Step): { senderNonce: string } {
  const { stage } = state;
  if (!('delivery' in stage) || stage.delivery.type === 'sent') throw new TypeError('expected a delayed answer');
  return stage.delivery.delay;
}

function at(seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}

function atTime(seconds: number): TransactionContext {
  return { ...bench.mac.context, now: at(seconds) };
}

function limited(seconds: number, polling: { maxTotalSeconds: number }): TransactionContext {
  return { ...atTime(seconds), expectations: { polling } };
}
