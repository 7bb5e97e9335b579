import type { RequestListener } from 'node:http';
import { buffer } from 'node:stream/consumers';

import { decode } from '@crypto-cmp/der';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { PKIMessage, type PKIBodyType } from '../index.ts';
import { body, header, response } from '../testing/forgeries.ts';
import type { Forgery } from '../testing/test-ca.ts';
import { createTestBench, type TestBench } from '../testing/test-transaction.ts';
import { runTransaction, type RunOptions } from './run-transaction.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';

let bench: TestBench;
let server: TestServer | undefined;
let received: PKIBodyType[];

beforeEach(async () => {
  bench = await createTestBench(nodeCrypto, new Date());
  received = [];
});

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

describe('runTransaction', () => {
  it('runs to the confirmed certificate over one connection', async () => {
    await listen(() => ({}));
    const steps: string[] = [];
    const outcome = await runTransaction({
      ...(await options()),
      onStep: ({ effect }) => void steps.push(effect.type),
    });
    expect(outcome.type).toBe('succeeded');
    expect(steps).toEqual(['send', 'send', 'succeeded']);
    expect(received).toEqual(['ir', 'certConf']);
    expect(server?.connections()).toBe(1);
  });

  it('tells the CA when it leaves because of a bad answer', async () => {
    await listen((type) => (type === 'ir' ? header({ recipNonce: new Uint8Array(16) }) : {}));
    expect(await runTransaction(await options())).toMatchObject({ failure: { code: 'recip-nonce-differs' } });
    expect(received).toEqual(['ir', 'error']);
  });

  it('ends as canceled while it waits, and tells the CA', async () => {
    await listen((type) => (type === 'ir' ? waiting : pollRep));
    const abort = new AbortController();
    const onStep: RunOptions['onStep'] = ({ effect }) => {
      if (effect.type === 'wait') setTimeout(() => abort.abort(), 20);
    };
    const outcome = await runTransaction({ ...(await options()), signal: abort.signal, onStep });
    expect(outcome).toMatchObject({ type: 'failed', failure: { code: 'canceled' } });
    expect(received).toEqual(['ir', 'pollReq', 'error']);
  });

  it('rejects the certificate when it is canceled before pkiconf', async () => {
    await listen(() => ({}));
    const abort = new AbortController();
    const onStep: RunOptions['onStep'] = ({ effect }) => {
      if (effect.type === 'send' && effect.bodyType === 'certConf') abort.abort();
    };
    const outcome = await runTransaction({ ...(await options()), signal: abort.signal, onStep });
    expect(outcome).toMatchObject({ failure: { code: 'canceled', rejection: 'confirmed' } });
    expect(received).toEqual(['ir', 'certConf']);
  });

  it('ends as failed when no answer comes', async () => {
    await listen(() => undefined);
    const outcome = await runTransaction({ ...(await options()), timeoutMs: 100 });
    expect(outcome).toMatchObject({
      failure: { kind: 'transport', code: 'answer-timed-out', certificateMayExist: true },
    });
  });
});

const waiting = response(() => ({ certReqId: 0, status: { status: 3 } }));
const pollRep = body({ type: 'pollRep', value: [{ certReqId: 0, checkAfter: 60 }] });

async function options(): Promise<RunOptions> {
  const { now: _, ...context } = bench.mac.context;
  return { url: `http://127.0.0.1:${server?.port ?? 0}/`, context, request: await bench.request() };
}

/** The test CA behind HTTP; without a forgery it keeps silent. */
async function listen(forge: (request: PKIBodyType) => Forgery | undefined): Promise<void> {
  const listener: RequestListener = (request, reply) => {
    void buffer(request).then(async (bytes) => {
      const { type } = decode(PKIMessage, bytes).body.value;
      received.push(type);
      const forgery = forge(type);
      if (forgery === undefined) return;
      const answer = await bench.ca.answer(bytes, bench.mac.server, forgery);
      reply.writeHead(200, { 'content-type': 'application/pkixcmp' }).end(answer);
    });
  };
  server = await startTestServer(listener);
}
