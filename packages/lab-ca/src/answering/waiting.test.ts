import type { PKIBody, PKIMessage } from '@crypto-cmp/cmp';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeEach, describe, expect, it } from 'vitest';

import { ask, craft, craftCertReqMsg, following, summary } from '../../test/crafting.ts';
import { bySignature, enrollHolder, enrollRequest, granted, requestFor, run } from '../../test/requesting.ts';
import { createTestLab, runTestLab } from '../../test/running-lab.ts';
import type { LabCa } from '../create-lab-ca.ts';

const PATH = '/cmp/waiting';
let labCa: LabCa;
beforeEach(async () => {
  labCa = await createTestLab();
});

async function poll(previous: PKIMessage, value: readonly { readonly certReqId: number }[] = [{ certReqId: 0 }]) {
  return ask(labCa, await craft({ body: { type: 'pollReq', value }, header: following(previous) }), PATH);
}

async function begin(body?: PKIBody): Promise<PKIMessage> {
  return ask(labCa, await craft({ body: body ?? { type: 'ir', value: [await craftCertReqMsg()] } }), PATH);
}

describe('waiting', () => {
  it('puts an ir off twice, one second each, and then issues', async () => {
    const waiting = await begin();
    expect(summary(waiting)).toBe('ip waiting');
    const first = await poll(waiting);
    expect(first.body.value).toEqual({ type: 'pollRep', value: [{ certReqId: 0, checkAfter: 1 }] });
    const second = await poll(first);
    expect(summary(second)).toBe('pollRep');
    expect(summary(await poll(second))).toBe('ip accepted');
  });

  it('puts other requests off by an error message that is none, polled for as a whole', async () => {
    const waiting = await begin({ type: 'genm', value: [] });
    expect(summary(waiting)).toBe('error waiting');
    const whole = [{ certReqId: -1 }];
    expect(summary(await poll(await poll(await poll(waiting, whole), whole), whole))).toBe('genp');
  });

  it('refuses at once what it would never grant', async () => {
    const body: PKIBody = { type: 'ir', value: [await craftCertReqMsg({ popo: 'none' })] };
    expect(summary(await begin(body))).toBe('ip rejection badPOP');
  });

  it.each([
    ['about another request', [{ certReqId: 5 }]],
    ['about two', [{ certReqId: 0 }, { certReqId: 0 }]],
    ['about none', []],
  ])('refuses a pollReq %s', async (_, value) => {
    expect(summary(await poll(await begin(), value))).toBe('error rejection badRequest');
  });

  it('refuses a pollReq where nothing is waited for', async () => {
    const ip = await ask(labCa, await craft({ body: { type: 'genm', value: [] } }));
    expect(summary(await poll(ip))).toBe('error rejection badRequest');
    const stranger = await craft({ body: { type: 'pollReq', value: [{ certReqId: 0 }] } });
    expect(summary(await ask(labCa, stranger))).toBe('error rejection badRequest');
  });

  it('can be for pkiConf alone, accepting and rejecting', async () => {
    const lab = await runTestLab();
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    const path = '/cmp/waiting-to-confirm';
    const ran = await run(lab, { path, request: enrollRequest('ir', key) });
    const sent = ran.steps.flatMap(({ effect }) => (effect.type === 'send' ? [effect.bodyType] : [effect.type]));
    expect(sent).toEqual(['ir', 'certConf', 'pollReq', 'wait', 'pollReq', 'wait', 'pollReq', 'succeeded']);
    expect(granted(ran).confirmedBy).toBe('pkiconf');

    // For whoever trusts another root alone, what comes is to be rejected.
    const stranger = await runTestLab();
    const { outcome } = await run({ ...lab, root: stranger.root }, { path, request: enrollRequest('ir', key) });
    expect(outcome).toMatchObject({
      type: 'failed',
      failure: { code: 'certificate-not-trusted', rejection: 'confirmed', certificateMayExist: false },
    });
    await Promise.all([lab.stop(), stranger.stop()]);
  });

  it('ends with a certificate for our own client, by every operation', { timeout: 30_000 }, async () => {
    const lab = await runTestLab();
    try {
      const holder = await enrollHolder(lab);
      await Promise.all(
        (['ir', 'cr', 'p10cr', 'kur'] as const).map(async (operation) => {
          const key = await nodeCrypto.generateKeyPair('ec-p256');
          const protector = bySignature(operation === 'kur' ? holder : await enrollHolder(lab));
          const ran = await run(lab, { path: PATH, request: await requestFor(operation, key), protector });
          expect(granted(ran).certificate).toBeDefined();
          const polls = ran.steps.filter(({ effect }) => effect.type === 'send' && effect.bodyType === 'pollReq');
          expect(polls).toHaveLength(3);
        }),
      );
    } finally {
      await lab.stop();
    }
  });
});

describe('error from the requester', () => {
  const error: PKIBody = { type: 'error', value: { pKIStatusInfo: { status: 2, failInfo: [25] } } };

  it('is answered by pkiConf, and gives up the certificate that was issued', async () => {
    const ip = await ask(labCa, await craft({ body: { type: 'ir', value: [await craftCertReqMsg()] } }));
    const pkiconf = await ask(labCa, await craft({ body: error, header: following(ip) }));
    expect(summary(pkiconf)).toBe('pkiconf');
    const body: PKIBody = { type: 'certConf', value: [{ certHash: new Uint8Array(32), certReqId: 0 }] };
    const answer = await ask(labCa, await craft({ body, header: following(pkiconf) }));
    expect(summary(answer)).toBe('error rejection badRequest');
  });

  it('is answered by pkiConf also where there is no such transaction, and whatever nonce it carries', async () => {
    expect(summary(await ask(labCa, await craft({ body: error })))).toBe('pkiconf');
    const ip = await ask(labCa, await craft({ body: { type: 'ir', value: [await craftCertReqMsg()] } }));
    const { transactionID } = following(ip);
    const header = { ...(transactionID && { transactionID }) };
    expect(summary(await ask(labCa, await craft({ body: error, header })))).toBe('pkiconf');
  });
});
