import { decode, encode } from '@crypto-cmp/der';
import { type KeyPair, SubjectPublicKeyInfo } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import type { CertReqMsg } from '../messages/crmf/cert-req-msg.ts';
import { CertRequest } from '../messages/crmf/cert-request.ts';
import { POPOSigningKeyInput } from '../messages/crmf/popo-signing-key-input.ts';
import { name } from '../testing/test-transaction.ts';
import { createPopo } from './create-popo.ts';
import { verifyPopo } from './verify-popo.ts';

let keys: KeyPair;
let others: KeyPair;

beforeAll(async () => {
  keys = await nodeCrypto.generateKeyPair('ec-p256');
  others = await nodeCrypto.generateKeyPair('ec-p256');
});

describe('verifyPopo', () => {
  it.each(['rsa-2048', 'ec-p256', 'ed25519', 'ed448'] as const)(
    'accepts what createPopo makes with %s',
    async (keyType) => {
      const { publicKey, signer } = await nodeCrypto.generateKeyPair(keyType);
      const certReq = requestFor(publicKey);
      const popo = await createPopo(certReq.der, signer);
      await expect(verifyPopo({ certReq, popo }, nodeCrypto)).resolves.toBeUndefined();
    },
  );

  it('accepts a signature over poposkInput where the template has no subject', async () => {
    await expect(verifyPopo(await withInput(keys.publicKey, {}), nodeCrypto)).resolves.toBeUndefined();
  });

  it('refuses a request without a proof', async () => {
    await expectCode({ certReq: requestFor(keys.publicKey) }, 'popo-missing');
  });

  it('refuses a proof by another key', async () => {
    const certReq = requestFor(keys.publicKey);
    await expectCode({ certReq, popo: await createPopo(certReq.der, others.signer) }, 'popo-wrong');
  });

  it('refuses a proof over another request', async () => {
    const popo = await createPopo(requestFor(others.publicKey).der, keys.signer);
    await expectCode({ certReq: requestFor(keys.publicKey), popo }, 'popo-wrong');
  });

  it('refuses a template without a key', async () => {
    const certReq = encodeRequest({ subject: name('CN=ap-7') });
    await expectCode({ certReq, popo: await createPopo(certReq.der, keys.signer) }, 'popo-wrong');
  });

  it('refuses a proof over the request where the template has no subject', async () => {
    const certReq = encodeRequest({ publicKey: decode(SubjectPublicKeyInfo, keys.publicKey) });
    await expectCode({ certReq, popo: await createPopo(certReq.der, keys.signer) }, 'popo-wrong');
  });

  it('refuses poposkInput beside a subject: it would leave the request unproven', async () => {
    await expectCode(await withInput(keys.publicKey, { subject: name('CN=ap-7') }), 'popo-wrong');
  });

  it('refuses poposkInput with another key than the template', async () => {
    await expectCode(await withInput(others.publicKey, {}), 'popo-wrong');
  });

  it('does not take raVerified', async () => {
    await expectCode(
      { certReq: requestFor(keys.publicKey), popo: { type: 'raVerified', value: null } },
      'popo-not-supported',
    );
  });

  it('does not take a signature algorithm that it does not have', async () => {
    const value = { algorithmIdentifier: { algorithm: '1.2.3' }, signature: new Uint8Array(8) };
    await expectCode({ certReq: requestFor(keys.publicKey), popo: { type: 'signature', value } }, 'popo-not-supported');
  });
});

async function expectCode(message: CertReqMsg, code: string): Promise<void> {
  await expect(verifyPopo(message, nodeCrypto)).rejects.toMatchObject({ name: 'PopoError', code });
}

function requestFor(publicKey: Uint8Array): CertReqMsg['certReq'] {
  return encodeRequest({ subject: name('CN=ap-7'), publicKey: decode(SubjectPublicKeyInfo, publicKey) });
}

function encodeRequest(certTemplate: CertRequest['certTemplate']): CertReqMsg['certReq'] {
  const value = { certReqId: 0, certTemplate };
  return { value, der: encode(CertRequest, value) };
}

/** A signature with our key over a poposkInput for this key. */
async function withInput(spki: Uint8Array, template: CertRequest['certTemplate']): Promise<CertReqMsg> {
  const certReq = encodeRequest({ ...template, publicKey: decode(SubjectPublicKeyInfo, keys.publicKey) });
  const authInfo = { type: 'sender', value: { type: 'directoryName', value: name('CN=ap-7') } } as const;
  const poposkInput = { authInfo, publicKey: decode(SubjectPublicKeyInfo, spki) };
  const signature = await keys.signer.sign(encode(POPOSigningKeyInput, poposkInput));
  const value = { poposkInput, algorithmIdentifier: keys.signer.algorithm, signature };
  return { certReq, popo: { type: 'signature', value } };
}
