import type { InformationRequest, Protector, RevokeRequest } from '@crypto-cmp/cmp';
import { runTransaction } from '@crypto-cmp/cmp/node';
import { KEY_TYPES } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { byMac, bySignature, enrollHolder } from '../test/requesting.ts';
import { type RunningLab, runTestLab } from '../test/running-lab.ts';

describe('our own client', () => {
  let lab: RunningLab;
  beforeAll(async () => {
    lab = await runTestLab();
  });
  afterAll(async () => {
    await lab.stop();
  });

  async function run<R extends RevokeRequest | InformationRequest>(request: R, protector: Protector) {
    const context = { crypto: nodeCrypto, protector, trustAnchors: [lab.root] };
    return runTransaction({ url: `${lab.url}/cmp`, request, context, timeoutMs: 5000 });
  }

  it.each(KEY_TYPES)(
    'revokes its certificate by rr, once, with a key of type %s',
    { timeout: 60_000 },
    async (keyType) => {
      const protector = bySignature(await enrollHolder(lab, keyType));
      const request = { operation: 'rr', reason: 'keyCompromise' } as const;
      expect(await run(request, protector)).toMatchObject({ type: 'revoked' });
      expect(await run(request, protector)).toMatchObject({ failure: { claim: { failInfo: ['certRevoked'] } } });
    },
  );

  it('revokes a certificate by rr under the secret of its enrollment, when told that it may', async () => {
    const { certificate } = await enrollHolder(lab);
    const target = { type: 'certificate', certificate } as const;
    const request = { operation: 'rr', reason: 'keyCompromise', target, allowMac: true } as const;
    expect(await run(request, byMac())).toMatchObject({ type: 'revoked' });
  });

  it.each(['mac', 'signature'] as const)('asks for the CA certificates by genm, protected by a %s', async (kind) => {
    const protector = kind === 'mac' ? byMac() : bySignature(await enrollHolder(lab));
    const request = { operation: 'genm', question: { type: 'caCerts' } } as const;
    expect(await run(request, protector)).toMatchObject({ type: 'answered' });
  });
});
