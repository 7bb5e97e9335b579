import { encodeName, nullName } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { receiveForged, refusalOf } from '../../testing/forged-answer.ts';
import { header, response } from '../../testing/forgeries.ts';
import type { Forgery } from '../../testing/test-ca.ts';
import { createTestBench, name, type TestBench } from '../../testing/test-transaction.ts';

let bench: TestBench;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
});

// The device of the bench asks as CN=ap-7, or under a MAC as CN=42, for CN=ap-7,O=Example.
describe.each(['mac', 'signature'] as const)('the recipient of an answer under %s', (kind) => {
  it.each([
    ['the subject of the certificate, as EJBCA has it', name('CN=ap-7,O=Example')],
    ['nobody', encodeName(nullName)],
  ])('may be %s', async (_, recipient) => {
    const step = await receiveForged(bench, { kind, forge: () => addressedTo(recipient) });
    expect(step.state.stage.name).toBe('confirming');
  });

  it('may be a subject that the CA has changed, where that is accepted', async () => {
    const renamed = name('CN=renamed');
    const step = await receiveForged(bench, {
      kind,
      expectations: { acceptChangedNames: true },
      forge: ({ ca }) => ({
        ...addressedTo(renamed),
        certificate: async ({ spki, extensions }) => ca.issue(renamed, spki, { extensions }),
      }),
    });
    expect(step.state.stage.name).toBe('confirming');
  });

  it('does not hide what a rejection says', async () => {
    const rejection = response(({ certReqId }) => ({ certReqId, status: { status: 2, failInfo: [2] } }));
    const forge = (): Forgery => ({ ...rejection, ...addressedTo(name('CN=fooSubject')) });
    const step = await receiveForged(bench, { kind, forge });
    expect(refusalOf(step)).toEqual({ checks: ['pkiStatus'], code: 'request-rejected' });
    expect(step.effect).toMatchObject({ failure: { claim: { authenticated: true, failInfo: ['badRequest'] } } });
  });

  it('may be nobody else, not even in a delay', async () => {
    const waiting = response(({ certReqId }) => ({ certReqId, status: { status: 3 } }));
    for (const body of [{}, waiting]) {
      const step = await receiveForged(bench, { kind, forge: () => ({ ...body, ...addressedTo(name('CN=other')) }) });
      expect(refusalOf(step)).toEqual({ checks: ['recipient'], code: 'recipient-differs' });
    }
  });
});

function addressedTo(value: Uint8Array): Forgery {
  return header({ recipient: { type: 'directoryName', value } });
}
