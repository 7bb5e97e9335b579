import { decode, encode } from '@crypto-cmp/der';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import { PKIMessage } from '../messages/pki-message.ts';
import { createTestCa, type TestCa } from '../testing/test-ca.ts';
import { now } from '../testing/test-transaction.ts';
import { findSigner } from './find-signer.ts';
import { protectPKIMessage } from './protect-pki-message.ts';

let ca: TestCa;
let message: PKIMessage;

beforeAll(async () => {
  ca = await createTestCa(nodeCrypto, now);
  const { certificate, signer } = ca.signer;
  const protector = { kind: 'signature', signer, certificate: certificate.der, chain: [] } as const;
  const sender = { type: 'directoryName', value: certificate.subject } as const;
  const draft = { header: { pvno: 2, sender, recipient: sender }, body: { type: 'pkiconf', value: null } } as const;
  message = decode(PKIMessage, await protectPKIMessage(draft, protector, nodeCrypto));
});

describe('findSigner', () => {
  it('finds a signer that is not the first of extraCerts', async () => {
    const found = await findSigner(withExtraCerts([ca.root.der, ca.signer.certificate.der]), [], nodeCrypto);
    expect(found).toMatchObject({ signature: 'verified', certificate: ca.signer.certificate });
  });

  it('finds a signer that has sent no certificates, among those known', async () => {
    const found = await findSigner(withExtraCerts([]), [ca.root, ca.signer.certificate], nodeCrypto);
    expect(found).toMatchObject({ signature: 'verified' });
  });

  it('finds nobody where there is nobody to try', async () => {
    expect(await findSigner(withExtraCerts([]), [ca.root], nodeCrypto)).toBeUndefined();
  });

  it('passes over octets that are no certificate', async () => {
    const junk = Uint8Array.of(0x30, 0x00);
    const found = await findSigner(withExtraCerts([junk, ca.signer.certificate.der]), [], nodeCrypto);
    expect(found).toMatchObject({ signature: 'verified' });
  });

  it('verifies at most five times, however many certificates of the right name there are', async () => {
    const namesakes = await Promise.all(
      Array.from({ length: 20 }, async () => (await ca.issueIdentity('CN=Test CMP signer')).certificate.der),
    );
    const verify = vi.fn<typeof nodeCrypto.verify>(async (...args) => nodeCrypto.verify(...args));
    const found = await findSigner(withExtraCerts(namesakes), [], { verify });
    expect(found).toMatchObject({ signature: 'wrong' });
    expect(verify).toHaveBeenCalledTimes(5);
  });
});

function withExtraCerts(extraCerts: readonly Uint8Array[]): PKIMessage {
  const { extraCerts: _, ...rest } = message;
  return decode(PKIMessage, encode(PKIMessage, { ...rest, ...(extraCerts.length > 0 && { extraCerts }) }));
}
