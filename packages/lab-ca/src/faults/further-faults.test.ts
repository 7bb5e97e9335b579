import {
  advance,
  type AnyFailureCode,
  type AnyTransactionRequest,
  CHECK_NAMES,
  createCrlQuestion,
  INFORMATION_CHECK_NAMES,
  type Protector,
  type Question,
  REVOCATION_CHECK_NAMES,
  startTransaction,
  type Step,
} from '@crypto-cmp/cmp';
import { runTransaction } from '@crypto-cmp/cmp/node';
import { parseCertificate } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { CHECK_OF_FAILURE, failedChecks } from '../../test/check-of-failure.ts';
import { byMac, bySignature, enrollHolder, enrollRequest, type Holder } from '../../test/requesting.ts';
import { createTestLab, type RunningLab, runTestLab } from '../../test/running-lab.ts';
import { FAULTS, FURTHER_FAULTS, type FurtherFaultName, KEY_FAULTS } from './faults.ts';

describe('faults of revocations and questions', () => {
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
  const names = Object.keys(FURTHER_FAULTS) as FurtherFaultName[];
  const rows = names.flatMap((name) => {
    const { under, provokes, description } = FURTHER_FAULTS[name];
    const kinds = under === 'any' ? (['mac', 'signature'] as const) : [under];
    return kinds.map((kind) => ({ name, kind, provokes, description }));
  });

  it.concurrent.each(rows)('$name under a $kind ends in $provokes: $description', async ({ name, kind, provokes }) => {
    const { request, by } = await prepare(name, kind);
    const { outcome, steps } = await ask(`/cmp/faults/${name}`, request, by);
    expect(outcome).toMatchObject({ type: 'failed', failure: { code: provokes } });
    expect(failedChecks(steps)).toEqual([CHECK_OF_FAILURE[provokes]]);
  });

  it.each(names)(
    '%s is about something: the same request without it succeeds, another one is refused',
    async (name) => {
      const { request, by } = await prepare(name, 'mac');
      const { outcome } = await ask('/cmp/new-root', request, by);
      expect(['answered', 'revoked']).toContain(outcome.type);
      const other = { operation: 'genm', question: { type: 'currentCRL' } } as const;
      const misfit = await ask(`/cmp/faults/${name}`, other, by);
      expect(misfit.outcome).toMatchObject({ failure: { code: 'error-received' } });
    },
  );

  async function ask(path: string, request: AnyTransactionRequest, protector: Protector) {
    const steps: Step<AnyTransactionRequest['operation']>[] = [];
    const outcome = await runTransaction<AnyTransactionRequest>({
      url: `${lab.url}${path}`,
      request,
      context: { crypto: nodeCrypto, protector, trustAnchors: [lab.root] },
      onStep: (step) => void steps.push(step),
    });
    return { outcome, steps };
  }

  interface Prepared {
    readonly request: AnyTransactionRequest;
    readonly by: Protector;
  }

  async function prepare(name: FurtherFaultName, kind: 'mac' | 'signature'): Promise<Prepared> {
    const { about } = FURTHER_FAULTS[name];
    if (about !== 'revocation') {
      const by = kind === 'mac' ? byMac() : bySignature(holder);
      return { request: { operation: 'genm', question: questionAbout(about) }, by };
    }
    // Revoked once, a certificate is of no more use.
    const own = await enrollHolder(lab);
    const request = { operation: 'rr', reason: 'superseded' } as const;
    if (kind === 'signature') return { request, by: bySignature(own) };
    const target = { type: 'certificate', certificate: own.certificate } as const;
    return { request: { ...request, target, allowMac: true }, by: byMac() };
  }

  function questionAbout(about: Exclude<Question['type'], 'none' | 'other'>): Question {
    switch (about) {
      case 'rootCaCert':
        return { type: about, currentRoot: lab.root.der };
      case 'crlStatusList':
        return createCrlQuestion(parseCertificate(holder.certificate), {
          thisUpdate: new Date(Date.now() - 3_600_000),
        });
      default:
        return { type: about };
    }
  }
});

describe('every check', () => {
  const facts: readonly { readonly provokes: AnyFailureCode }[] = [
    ...Object.values(FAULTS),
    ...Object.values(FURTHER_FAULTS),
    ...Object.values(KEY_FAULTS),
  ];
  const codes = facts.map(({ provokes }) => provokes);

  const ALL_NAMES = [...new Set([...CHECK_NAMES, ...REVOCATION_CHECK_NAMES, ...INFORMATION_CHECK_NAMES])];

  /** Over HTTP they are seen before the core sees a message, which must not depend on that. */
  const UNTRANSPORTED: Readonly<Record<string, AnyFailureCode>> = {
    'answer-oversized': 'message-too-large',
    'wrong-content-type': 'message-content-type',
  };

  it.each(ALL_NAMES)('%s has a fault that makes it fail', (name) => {
    const failing = [...codes, ...Object.values(UNTRANSPORTED)].map((code) => CHECK_OF_FAILURE[code]);
    expect(failing).toContain(name);
  });

  it.each(Object.entries(UNTRANSPORTED))(
    'of size and type is made without HTTP too: %s ends in %s',
    async (name, code) => {
      const labCa = await createTestLab();
      const context = {
        crypto: nodeCrypto,
        protector: byMac(),
        trustAnchors: [parseCertificate(labCa.rootCertificate)],
        now: new Date(),
      };
      const { signer } = await nodeCrypto.generateKeyPair('ec-p256');
      const key = { signer, publicKey: signer.publicKey, privateKey: new Uint8Array() };
      const first = await startTransaction(enrollRequest('ir', key), context);
      if (first.effect.type !== 'send') throw new Error('expected a message');
      const { body, headers } = await labCa.handle({
        path: `/cmp/faults/${name}`,
        contentType: 'application/pkixcmp',
        body: first.effect.bytes,
      });
      const contentType = headers['content-type'] ?? '';
      const step = await advance(first.state, { type: 'received', bytes: body, contentType }, context);
      expect(step.effect).toMatchObject({ type: 'failed', failure: { code } });
      expect(failedChecks([step])).toEqual(['sizeAndContentType']);
    },
  );
});
