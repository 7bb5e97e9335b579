import { createCertificate, type KeyPair } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { name, now } from '../testing/test-transaction.ts';
import { ACCEPTED, createConfirmation } from './create-confirmation.ts';

let keys: KeyPair;

beforeAll(async () => {
  keys = await nodeCrypto.generateKeyPair('ec-p256');
});

describe('createConfirmation', () => {
  it('names no hash, and keeps to version 2, where the signature of the certificate implies one', async () => {
    const { body, pvno } = await createConfirmation(
      { certificate: await issue(), certReqId: 0 },
      ACCEPTED,
      '00',
      nodeCrypto,
    );
    expect(body.value).toEqual([{ certHash: expect.any(Uint8Array), certReqId: 0, statusInfo: { status: 0 } }]);
    expect(pvno).toBeUndefined();
  });

  it('names its hash, by version 3, where the signature of the certificate implies none', async () => {
    const certificate = await issue('2.16.840.1.101.3.4.3.18');
    const { body, pvno } = await createConfirmation({ certificate, certReqId: -1 }, ACCEPTED, '00', nodeCrypto);
    const certHash = await nodeCrypto.digest('sha512', certificate);
    const hashAlg = { algorithm: '2.16.840.1.101.3.4.2.3' };
    expect(body.value).toEqual([{ certHash, certReqId: -1, statusInfo: { status: 0 }, hashAlg }]);
    expect(pvno).toBe(3);
  });
});

async function issue(signatureAlgorithm?: string): Promise<Uint8Array> {
  const { signer } = keys;
  return createCertificate({
    serialNumber: Uint8Array.of(1),
    issuer: name('CN=Test CA'),
    subject: name('CN=ap-7'),
    notBefore: now,
    notAfter: now,
    subjectPublicKeyInfo: keys.publicKey,
    extensions: [],
    signer: signatureAlgorithm === undefined ? signer : { ...signer, algorithm: { algorithm: signatureAlgorithm } },
  });
}
