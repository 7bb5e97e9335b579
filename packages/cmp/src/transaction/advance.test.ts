import { toHex } from '@crypto-cmp/der';
import { parseCertificate } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import type { PKIBody } from '../messages/pki-body.ts';
import { body, header } from '../testing/forgeries.ts';
import type { Forgery } from '../testing/test-ca.ts';
import {
  answerFirst,
  answerStep,
  bodyOf,
  createTestBench,
  headerOf,
  name,
  type TestBench,
} from '../testing/test-transaction.ts';
import { advance } from './advance.ts';
import { dueEffect } from './due-effect.ts';
import { startTransaction } from './start-transaction.ts';
import type { Step } from './step.ts';
import type { TransactionState } from './transaction-state.ts';

let bench: TestBench;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
});

describe.each(['mac', 'signature'] as const)('a transaction under %s', (kind) => {
  it('succeeds by request, certConf and pkiconf', async () => {
    const { server, context } = bench[kind];
    const answered = await answerFirst(bench, bench[kind], await bench.request());
    expect(answered.checks?.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
    expect(answered.effect).toMatchObject({ type: 'send', bodyType: 'certConf' });
    const confirmed = await answerStep(bench.ca, server, answered, context);
    expect(confirmed.effect).toMatchObject({ type: 'succeeded', confirmedBy: 'pkiconf', anchorSource: 'configured' });
    expect(confirmed.effect).toMatchObject({
      chain: [bench.ca.issuing.certificate.der],
      trustAnchor: bench.ca.root.der,
      grantedWithMods: false,
    });
  });

  it('keeps one transactionID, and makes a new senderNonce for each message', async () => {
    const first = await startTransaction(await bench.request(), bench[kind].context);
    const second = await answerStep(bench.ca, bench[kind].server, first, bench[kind].context);
    const [request, certConf] = [first, second].map(headerOf);
    expect(certConf?.transactionID).toEqual(request?.transactionID);
    expect(certConf?.senderNonce).not.toEqual(request?.senderNonce);
    expect([request?.senderNonce?.length, request?.transactionID?.length]).toEqual([16, 16]);
    expect(request?.recipNonce).toBeUndefined();
    expect(toHex(certConf?.recipNonce ?? new Uint8Array())).toBe(second.state.peerNonces.at(-1));
  });

  it('is protected by one credential to its end', async () => {
    const { server, context } = bench[kind];
    const first = await startTransaction(await bench.request(), context);
    const second = await answerStep(bench.ca, server, first, context);
    const [request, certConf] = [first, second].map(headerOf);
    expect(certConf?.protectionAlg).toEqual(request?.protectionAlg);
    expect(certConf?.senderKID).toEqual(request?.senderKID);
    expect(certConf?.sender).toEqual(request?.sender);
  });

  it('can be stored as JSON and read back between any two steps', async () => {
    const { server, context } = bench[kind];
    const first = stored(await startTransaction(await bench.request(), context));
    const second = stored(await answerStep(bench.ca, server, first, context));
    const third = stored(await answerStep(bench.ca, server, second, context));
    expect(third.effect.type).toBe('succeeded');
    expect(JSON.stringify(third.state)).not.toContain('a shared secret');
  });
});

it('a certConf addresses whoever answered, where no name was known before', async () => {
  const { server, context } = bench.signature;
  const { signer: keySigner } = await bench.crypto.generateKeyPair('ec-p256');
  const request = { operation: 'ir', subject: name('CN=ap-7'), keySigner } as const;
  const first = await startTransaction(request, context);
  const { recipient } = headerOf(await answerStep(bench.ca, server, first, context));
  expect(headerOf(first).recipient).toEqual({ type: 'directoryName', value: Uint8Array.of(0x30, 0) });
  expect(recipient).toEqual({ type: 'directoryName', value: bench.ca.signer.certificate.subject });
});

describe('certConf', () => {
  it.each(['rsa-2048', 'ec-p384', 'ed25519', 'ed448'] as const)(
    'hashes by the signature of a CA with %s',
    async (keyType) => {
      const hashes = { 'rsa-2048': 'sha256', 'ec-p384': 'sha384', ed25519: 'sha512', ed448: 'shake256' } as const;
      const issuer = await bench.ca.issueIdentity('CN=Other CA', { keyType });
      const forgery: Forgery = {
        certificate: async ({ subject, spki, extensions }) => bench.ca.issue(subject, spki, { issuer, extensions }),
      };
      const context = { ...bench.mac.context, trustAnchors: [parseCertificate(issuer.certificate.der)] };
      const step = await answerFirst(bench, { ...bench.mac, context }, await bench.request(), forgery);
      const certHash = await nodeCrypto.digest(hashes[keyType], step.received?.certificate ?? new Uint8Array());
      expect(bodyOf(step)).toMatchObject({ type: 'certConf', value: [{ certHash, certReqId: 0 }] });
      expect(headerOf(step).pvno).toBe(2);
    },
  );
});

describe('implicit confirmation', () => {
  const granted = header({ generalInfo: [{ infoType: '1.3.6.1.5.5.7.4.13', infoValue: Uint8Array.of(5, 0) }] });

  it('ends the transaction when it was asked for and granted', async () => {
    const step = await answerFirst(bench, bench.mac, await bench.request({ implicitConfirm: true }), granted);
    expect(step.effect).toMatchObject({ type: 'succeeded', confirmedBy: 'implicitConfirm' });
  });

  it.each([
    ['no value', undefined, 'succeeded'],
    ['a value that is none of its own', Uint8Array.of(1, 1, 0), 'send'],
  ])('granted with %s ends in: %s', async (_, infoValue, type) => {
    const info = { infoType: '1.3.6.1.5.5.7.4.13', ...(infoValue !== undefined && { infoValue }) };
    const request = await bench.request({ implicitConfirm: true });
    const { effect } = await answerFirst(bench, bench.mac, request, header({ generalInfo: [info] }));
    expect(effect.type).toBe(type);
  });

  it('does not count when it was granted without being asked for', async () => {
    const step = await answerFirst(bench, bench.mac, await bench.request(), granted);
    expect(step.effect).toMatchObject({ type: 'send', bodyType: 'certConf' });
  });
});

describe('an answer to certConf', () => {
  it('that confirms our rejection ends the transaction as failed', async () => {
    const { server, context } = bench.mac;
    const rejected = await rejectedStep();
    const { effect } = await answerStep(bench.ca, server, rejected, context);
    expect(effect).toMatchObject({
      type: 'failed',
      failure: { code: 'certificate-names-differ', rejection: 'confirmed', certificateMayExist: false },
    });
    expect(effect).toMatchObject({ failure: { message: expect.stringMatching(/the CA confirmed the rejection$/) } });
  });

  it('that does not confirm our rejection keeps its reason', async () => {
    const { server, context } = bench.mac;
    const forgery = body({ type: 'error', value: { pKIStatusInfo: { status: 2 } } });
    const { effect } = await answerStep(bench.ca, server, await rejectedStep(), context, forgery);
    expect(effect).toMatchObject({
      type: 'failed',
      failure: { code: 'certificate-names-differ', rejection: 'unconfirmed', certificateMayExist: true },
    });
  });

  it('that says certConfirmed is a success: the certConf was sent again after a crash', async () => {
    const { server, context } = bench.mac;
    const confirming = await answerFirst(bench, bench.mac, await bench.request());
    const forgery = body({ type: 'error', value: { pKIStatusInfo: { status: 2, failInfo: [11] } } });
    const { effect } = await answerStep(bench.ca, server, confirming, context, forgery);
    expect(effect).toMatchObject({ type: 'succeeded', confirmedBy: 'certConfirmed' });
  });

  it('that says certConfirmed without proof is none', async () => {
    const { server, context } = bench.mac;
    const confirming = await answerFirst(bench, bench.mac, await bench.request());
    const error: PKIBody = { type: 'error', value: { pKIStatusInfo: { status: 2, failInfo: [11] } } };
    const { effect } = await answerStep(bench.ca, server, confirming, context, { ...body(error), protector: 'none' });
    expect(effect).toMatchObject({
      type: 'failed',
      failure: { code: 'error-not-authenticated', certificateMayExist: true },
    });
  });

  async function rejectedStep(): Promise<Step> {
    return answerFirst(bench, bench.mac, await bench.request(), {
      certificate: async ({ spki }) => bench.ca.issue(name('CN=ap-8'), spki),
    });
  }
});

describe('an error message', () => {
  const error: PKIBody = { type: 'error', value: { pKIStatusInfo: { status: 2, failInfo: [1] }, errorCode: 7n } };

  it('that is signed is believed, even under a MAC', async () => {
    const { ca, signature } = bench;
    const forgery: Forgery = {
      ...body(error),
      protector: signature.server,
      header: (proper) => ({ ...proper, sender: { type: 'directoryName', value: ca.signer.certificate.subject } }),
    };
    const { effect } = await answerFirst(bench, bench.mac, await bench.request(), forgery);
    expect(effect).toMatchObject({
      type: 'failed',
      failure: {
        code: 'error-received',
        claim: { authenticated: true, failInfo: ['badMessageCheck'], errorCode: '7' },
      },
    });
  });

  it.each([
    ['badMessageCheck', 1, false],
    // The same request, sent again after a crash: the first one has arrived.
    ['transactionIdInUse', 21, true],
  ])('saying %s tells whether a certificate may exist', async (_, bit, certificateMayExist) => {
    const forgery = body({ type: 'error', value: { pKIStatusInfo: { status: 2, failInfo: [bit] } } });
    const { effect } = await answerFirst(bench, bench.mac, await bench.request(), forgery);
    expect(effect).toMatchObject({ type: 'failed', failure: { code: 'error-received', certificateMayExist } });
  });

  it('without protection is only a claim', async () => {
    const { effect } = await answerFirst(bench, bench.mac, await bench.request(), {
      ...body(error),
      protector: 'none',
    });
    expect(effect).toEqual({
      type: 'failed',
      failure: expect.objectContaining({ code: 'error-not-authenticated', certificateMayExist: true }),
    });
    expect(effect).toMatchObject({ failure: { claim: { authenticated: false } } });
  });
});

describe('the end', () => {
  it('by a transport failure says whether a certificate may exist', async () => {
    const { context } = bench.mac;
    const { state } = await startTransaction(await bench.request(), context);
    const failure = { code: 'connection-refused', message: 'refused', mayHaveArrived: false } as const;
    const refused = await advance(state, { type: 'transport-failed', failure }, context);
    expect(refused.effect).toMatchObject({ failure: { kind: 'transport', certificateMayExist: false } });
    const lost = { code: 'answer-timed-out', message: 'no answer' } as const;
    const silent = await advance(state, { type: 'transport-failed', failure: lost }, context);
    expect(silent.effect).toMatchObject({ failure: { code: 'answer-timed-out', certificateMayExist: true } });
  });

  it('by cancel before an answer tells the CA by an error message', async () => {
    const { context } = bench.mac;
    const { state } = await startTransaction(await bench.request(), context);
    const { effect } = await advance(state, { type: 'cancel' }, context);
    expect(effect).toMatchObject({ type: 'failed', failure: { code: 'canceled' }, farewell: { bodyType: 'error' } });
  });

  it('by cancel before pkiconf rejects the certificate', async () => {
    const { server, context } = bench.mac;
    const confirming = await answerFirst(bench, bench.mac, await bench.request());
    const canceled = await advance(confirming.state, { type: 'cancel' }, context);
    expect(bodyOf(canceled)).toMatchObject({ type: 'certConf', value: [{ statusInfo: { status: 2 } }] });
    const { effect } = await answerStep(bench.ca, server, canceled, context);
    expect(effect).toMatchObject({ type: 'failed', failure: { code: 'canceled', rejection: 'confirmed' } });
  });

  it('is not changed by anything that comes later', async () => {
    const { context } = bench.mac;
    const { state } = await startTransaction(await bench.request(), context);
    const ended = await advance(state, { type: 'cancel' }, context);
    const after = await advance(ended.state, { type: 'received', bytes: new Uint8Array(1) }, context);
    expect(after).toEqual(ended);
  });
});

/** As a server would keep it. What is due of the stored state is what was due of the step. */
function stored(step: Step): Step {
  // as: what JSON.stringify took apart is put together again
  const state = JSON.parse(JSON.stringify(step.state)) as TransactionState;
  expect(state).toEqual(step.state);
  expect(dueEffect(state)).toEqual(step.effect);
  return { ...step, state };
}
