import { parseCertificate } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { expect, it } from 'vitest';

import { createTestBench, name } from '../../testing/test-transaction.ts';
import { keyOpener } from './envelope-recipient-of.ts';

it('whoever protects by a KEM key opens only what names its certificate, as whoever signs', async () => {
  const { ca, mac } = await createTestBench(nodeCrypto);
  const { decapsulator, publicKey } = await nodeCrypto.generateKemKeyPair('ml-kem-768');
  const certificate = await ca.issue(name('CN=ap-7'), publicKey);
  const protector = { kind: 'kem', decapsulator, certificate, chain: [] } as const;
  const envelope = {
    version: 3,
    recipientInfos: [{ type: 'ori', value: { oriType: '1.2.3', oriValue: Uint8Array.of(5, 0) } }],
    encryptedContentInfo: { contentType: '1.2.3', contentEncryptionAlgorithm: { algorithm: '1.2.3' } },
  } as const;
  const opener = (by: typeof decapsulator) => {
    const decryption = { crypto: nodeCrypto, key: { kind: 'kem', key: by } } as const;
    return keyOpener(envelope, {}, [], { ...mac.context, protector, decryption }).recipient;
  };
  expect(opener(decapsulator)).toMatchObject({ kind: 'kem', certificate: parseCertificate(certificate) });
  const { decapsulator: another } = await nodeCrypto.generateKemKeyPair('ml-kem-768');
  expect(opener(another)).not.toHaveProperty('certificate');
});
