import type { TransactionRequest } from '@crypto-cmp/cmp';
import { runTransaction } from '@crypto-cmp/cmp/node';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { byMac, bySignature, enrollHolder, enrollRequest, type Holder, run } from '../../test/requesting.ts';
import { CHECK_OF_FAILURE, failedChecks } from '../../test/check-of-failure.ts';
import { type RunningLab, runTestLab } from '../../test/running-lab.ts';
import { type FaultName, FAULTS } from './faults.ts';

const FURTHER_NEEDS: ReadonlySet<unknown> = new Set(['kem-key', 'kem-peer', 'crl']);

describe('faults', () => {
  let lab: RunningLab;
  let holder: Holder;
  beforeAll(async () => {
    lab = await runTestLab();
    holder = await enrollHolder(lab);
  });
  afterAll(async () => {
    await lab.stop();
  });

  // as: the keys of the table are its names
  const all = Object.keys(FAULTS) as FaultName[];
  // Those that need more are tried in kem-protection.test.ts and revocation-status.test.ts.
  const names = all.filter((name) => !FURTHER_NEEDS.has(FAULTS[name].needs));
  const rows = names.flatMap((name) => {
    const { under, provokes, description } = FAULTS[name];
    const kinds = under === 'any' ? (['mac', 'signature'] as const) : [under];
    return kinds.map((kind) => ({ name, kind, provokes, description }));
  });

  it.concurrent.each(rows)('$name under a $kind ends in $provokes: $description', async ({ name, kind, provokes }) => {
    const { outcome, steps } = await runFault(name, kind);
    expect(outcome).toMatchObject({ type: 'failed', failure: { code: provokes } });
    const check = CHECK_OF_FAILURE[provokes];
    expect(failedChecks(steps)).toEqual(check === undefined ? [] : [check]);
  });

  const renewals = rows.filter(({ name, kind }) => kind === 'signature' && !name.includes('/'));
  it.concurrent.each(renewals)('$name ends in $provokes in a renewal too', async ({ name, provokes }) => {
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    const request = { operation: 'kur', keySigner: key.signer } as const;
    const { outcome } = await runFault(name, 'signature', request, await enrollHolder(lab));
    expect(outcome).toMatchObject({ type: 'failed', failure: { code: provokes } });
  });

  const misfits = rows.filter(({ name }) => FAULTS[name].under !== 'any');
  it.each(misfits)('$name refuses what it cannot spoil: a request with another protection', async ({ name, kind }) => {
    const { outcome } = await runFault(name, kind === 'mac' ? 'signature' : 'mac');
    expect(outcome).toMatchObject({ type: 'failed', failure: { code: 'error-received' } });
  });

  it('knows no other names, least of all those that every object has', async () => {
    for (const name of ['', 'constructor', '__proto__', 'rejection/none', 'silence/more']) {
      const { outcome } = await runFault(name, 'mac');
      expect(outcome).toMatchObject({ type: 'failed', failure: { code: 'http-status' } });
    }
  });

  it('of a redirect is none for a client that may follow it within the server', async () => {
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    const run = async (name: FaultName) =>
      runTransaction({
        url: `${lab.url}/cmp/faults/${name}`,
        redirects: 'same-origin',
        request: enrollRequest('ir', key),
        context: { crypto: nodeCrypto, protector: byMac(), trustAnchors: [lab.root] },
      });
    expect(await run('http-redirect')).toMatchObject({ type: 'succeeded' });
    for (const name of ['http-redirect-circle', 'http-redirect-elsewhere'] as const) {
      expect(await run(name)).toMatchObject({ failure: { code: 'http-redirect' } });
    }
  });

  async function runFault(name: string, kind: 'mac' | 'signature', request?: TransactionRequest, by = holder) {
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    // as: only if it is one of them
    const facts = Object.hasOwn(FAULTS, name) ? FAULTS[name as FaultName] : undefined;
    return run(lab, {
      path: `/cmp/faults/${name}`,
      request: request ?? enrollRequest('ir', key),
      ...(kind === 'signature' && { protector: bySignature(by) }),
      expectations: {
        polling: { maxTotalSeconds: 2 },
        ...(facts?.needs !== 'open-sender' && { sender: lab.issuing.subject }),
      },
      // Short where it must be waited for, long where a busy machine must not look like a silent CA.
      timeoutMs: facts?.provokes === 'answer-timed-out' ? 1500 : 10_000,
    });
  }
});
