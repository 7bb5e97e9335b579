import { createSubjectAltName } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { type ForgedAnswer, receiveForged, refusalOf } from '../../testing/forged-answer.ts';
import { repMessage, response, signedBy } from '../../testing/forgeries.ts';
import { createTestBench, name, past, type TestBench } from '../../testing/test-transaction.ts';

let bench: TestBench;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
});

/** Answers that have nothing to be confirmed or rejected. */
const unusable: readonly ForgedAnswer[] = [
  {
    promise: 'an acceptance without a certificate',
    forge: () => response(({ certReqId, status }) => ({ certReqId, status })),
    check: 'pkiStatus',
    code: 'certificate-missing',
  },
  {
    promise: 'a rejection with a certificate',
    forge: () => response((proper) => ({ ...proper, status: { status: 2 } })),
    check: 'pkiStatus',
    code: 'status-inconsistent',
  },
  {
    promise: 'waiting with a certificate',
    forge: () => response((proper) => ({ ...proper, status: { status: 3 } })),
    check: 'pkiStatus',
    code: 'status-inconsistent',
  },
  {
    promise: 'waiting with a failInfo',
    forge: () => response(({ certReqId }) => ({ certReqId, status: { status: 3, failInfo: [24] } })),
    check: 'pkiStatus',
    code: 'status-inconsistent',
  },
  {
    promise: 'a status that answers no request',
    forge: () => response(({ certReqId }) => ({ certReqId, status: { status: 4 } })),
    check: 'pkiStatus',
    code: 'status-inconsistent',
  },
  {
    promise: 'no response at all',
    forge: () => repMessage((content) => ({ ...content, response: [] })),
    check: 'certReqId',
    code: 'cert-req-id-differs',
  },
];

/** Answers whose certificate is confirmed as rejected. */
const unacceptable: readonly ForgedAnswer[] = [
  {
    promise: 'a certReqId that was not asked for',
    forge: () => response((proper) => ({ ...proper, certReqId: 1 })),
    check: 'certReqId',
    code: 'cert-req-id-differs',
  },
  {
    promise: 'an acceptance with a failInfo',
    forge: () => response((proper) => ({ ...proper, status: { status: 0, failInfo: [9] } })),
    check: 'pkiStatus',
    code: 'status-inconsistent',
  },
  {
    promise: 'a certificate for another key',
    forge: async ({ ca, crypto }) => {
      const { publicKey } = await crypto.generateKeyPair('ec-p256');
      return { certificate: async ({ subject, extensions }) => ca.issue(subject, publicKey, { extensions }) };
    },
    check: 'certificateKey',
    code: 'certificate-key-differs',
  },
  {
    promise: 'octets that are no certificate',
    forge: () => ({ certificate: async () => Uint8Array.of(0x30, 0x00) }),
    check: 'certificateKey',
    code: 'certificate-malformed',
  },
  {
    promise: 'another subject',
    forge: ({ ca }) => ({
      certificate: async ({ spki, extensions }) => ca.issue(name('CN=ap-8'), spki, { extensions }),
    }),
    check: 'certificateNames',
    code: 'certificate-names-differ',
  },
  {
    promise: 'a certificate without the requested subjectAltName',
    forge: ({ ca }) => ({ certificate: async ({ subject, spki }) => ca.issue(subject, spki) }),
    check: 'certificateNames',
    code: 'certificate-names-differ',
  },
  {
    promise: 'a certificate with one more subjectAltName than requested',
    forge: ({ ca }) => ({
      certificate: async ({ subject, spki }) => {
        const names = ['ap-7.example.com', 'www.example.org'].map((value) => ({ type: 'dNSName', value }) as const);
        return ca.issue(subject, spki, { extensions: [createSubjectAltName(names)] });
      },
    }),
    check: 'certificateNames',
    code: 'certificate-names-differ',
  },
  {
    promise: 'a certificate that chains to another root',
    forge: async () => {
      const { ca } = await createTestBench(nodeCrypto);
      return { certificate: async ({ subject, spki, extensions }) => ca.issue(subject, spki, { extensions }) };
    },
    check: 'certificateChain',
    code: 'certificate-not-trusted',
  },
  {
    promise: 'a certificate that had expired before it came',
    forge: ({ ca }) => ({
      certificate: async ({ subject, spki, extensions }) => ca.issue(subject, spki, { ...past, extensions }),
    }),
    check: 'certificateChain',
    code: 'certificate-not-valid-now',
  },
  {
    promise: 'a certificate under a MAC, where neither an anchor is configured nor a root came',
    context: { trustAnchors: [] },
    check: 'certificateChain',
    code: 'trust-anchor-missing',
  },
  {
    promise: 'caPubs that hold no certificate',
    forge: () => repMessage((content) => ({ ...content, caPubs: [Uint8Array.of(0x30, 0x00)] })),
    check: 'caPubs',
    code: 'ca-pubs-malformed',
  },
];

describe('a granted certificate', () => {
  it.each(unusable)('refuses $promise', async (one) => {
    const step = await receiveForged(bench, one);
    expect(refusalOf(step)).toEqual({ checks: [one.check], code: one.code });
    expect(step.effect).toMatchObject({ type: 'failed', farewell: { bodyType: 'error' } });
  });

  it.each(unacceptable)('rejects $promise by certConf', async (one) => {
    const step = await receiveForged(bench, one);
    expect(refusalOf(step)).toEqual({ checks: [one.check], code: one.code });
    expect(step.state.stage).toMatchObject({ name: 'rejecting', failure: { rejection: 'unconfirmed' } });
    expect(step.effect).toMatchObject({ type: 'send', bodyType: 'certConf' });
  });

  it('takes a rejection for what it is, and says nothing more to it', async () => {
    const step = await receiveForged(bench, {
      forge: () =>
        response(({ certReqId }) => ({
          certReqId,
          status: { status: 2, failInfo: [9], statusString: ['no\u0000\u202e'] },
        })),
    });
    expect(refusalOf(step)).toEqual({ checks: ['pkiStatus'], code: 'request-rejected' });
    expect(step.effect).toEqual({ type: 'failed', failure: expect.objectContaining({ certificateMayExist: false }) });
    expect(step.effect).toMatchObject({
      failure: {
        claim: { authenticated: true, status: 'rejection', failInfo: ['badPOP'], statusString: ['no\\u{0}\\u{202e}'] },
      },
    });
  });

  it('takes changed names where they may be, and lists them', async () => {
    const step = await receiveForged(bench, {
      expectations: { acceptChangedNames: true },
      forge: ({ ca }) => ({ certificate: async ({ spki }) => ca.issue(name('CN=ap-8'), spki) }),
    });
    expect(step.effect).toMatchObject({ type: 'send', bodyType: 'certConf' });
    expect(step.received?.comparison).toMatchObject([
      { field: 'subject', requested: 'CN=ap-7,O=Example', issued: 'CN=ap-8', verdict: 'changed' },
      { field: 'subjectAltName', nameKind: 'fqdn', requested: 'ap-7.example.com', verdict: 'missing' },
      { field: 'publicKey', verdict: 'same' },
    ]);
  });

  it('keeps what it says about very long names short', async () => {
    const names = Array.from(
      { length: 900 },
      (_, index) => ({ type: 'dNSName', value: `${'x'.repeat(600)}${index}` }) as const,
    );
    const step = await receiveForged(bench, {
      forge: ({ ca }) => ({
        certificate: async ({ subject, spki }) =>
          ca.issue(subject, spki, { extensions: [createSubjectAltName(names)] }),
      }),
    });
    expect(refusalOf(step)).toEqual({ checks: ['certificateNames'], code: 'certificate-names-differ' });
    const { received, state } = step;
    expect(JSON.stringify([received?.comparison, state.stage]).length).toBeLessThan(50_000);
  });

  it('lists a shorter validity than requested, which is no reason to refuse', async () => {
    const notAfter = new Date('2036-01-01T00:00:00Z');
    const step = await receiveForged(bench, { request: { validity: { notAfter } } });
    expect(step.effect).toMatchObject({ type: 'send', bodyType: 'certConf' });
    expect(step.received?.comparison).toContainEqual(
      expect.objectContaining({ field: 'notAfter', requested: notAfter.toISOString(), verdict: 'changed' }),
    );
  });

  it('trusts a root in caPubs under a MAC where no anchor is configured', async () => {
    const step = await receiveForged(bench, {
      context: { trustAnchors: [] },
      forge: ({ ca }) => repMessage((content) => ({ ...content, caPubs: [ca.root.der] })),
    });
    expect(refusalOf(step).checks).toEqual([]);
    expect(step.state.stage).toMatchObject({ name: 'confirming', issued: { anchorSource: 'caPubs' } });
  });

  it('does not trust a root in caPubs where another anchor is configured', async () => {
    const other = await createTestBench(nodeCrypto);
    const step = await receiveForged(bench, {
      context: { trustAnchors: [other.ca.root] },
      forge: ({ ca }) => repMessage((content) => ({ ...content, caPubs: [ca.root.der] })),
    });
    expect(refusalOf(step)).toEqual({ checks: ['certificateChain'], code: 'certificate-not-trusted' });
  });

  it('does not trust caPubs under a signature', async () => {
    const other = await createTestBench(nodeCrypto);
    const step = await receiveForged(bench, {
      kind: 'signature',
      forge: () => ({
        certificate: async ({ subject, spki, extensions }) => other.ca.issue(subject, spki, { extensions }),
        ...repMessage((content) => ({ ...content, caPubs: [other.ca.root.der, other.ca.issuing.certificate.der] })),
      }),
    });
    expect(refusalOf(step)).toEqual({ checks: ['certificateChain'], code: 'certificate-not-trusted' });
    expect(step.checks?.find((check) => check.name === 'caPubs')?.verdict).toBe('not-applicable');
  });

  it('does not use caPubs in a signed answer to a MAC, where the policy takes one', async () => {
    const step = await receiveForged(bench, {
      expectations: { protection: 'any' },
      forge: ({ ca }) => ({
        ...signedBy(ca.signer, [ca.issuing]),
        ...repMessage((content) => ({ ...content, caPubs: [ca.root.der] })),
      }),
    });
    expect(step.state.stage).toMatchObject({ name: 'confirming', issued: { anchorSource: 'configured', caPubs: [] } });
    expect(step.checks?.find((check) => check.name === 'caPubs')?.verdict).toBe('not-applicable');
  });

  it('finds a step to the trust anchor in caPubs, without trusting it', async () => {
    const step = await receiveForged(bench, {
      kind: 'mac',
      request: { operation: 'cr' },
      forge: ({ ca }) => ({
        extraCerts: [],
        ...repMessage((content) => ({ ...content, caPubs: [ca.issuing.certificate.der] })),
      }),
    });
    expect(step.state.stage).toMatchObject({ name: 'confirming', issued: { anchorSource: 'configured', caPubs: [] } });
  });

  it('sends no certConf for a bad certificate that is confirmed implicitly', async () => {
    const step = await receiveForged(bench, {
      request: { implicitConfirm: true },
      forge: ({ ca }) => ({
        header: (proper) => ({ ...proper, generalInfo: [implicitConfirm] }),
        certificate: async ({ spki }) => ca.issue(name('CN=ap-8'), spki),
      }),
    });
    expect(step.effect).toMatchObject({
      type: 'failed',
      failure: { code: 'certificate-names-differ', certificateMayExist: true },
    });
  });
});

const implicitConfirm = { infoType: '1.3.6.1.5.5.7.4.13', infoValue: Uint8Array.of(0x05, 0x00) };
