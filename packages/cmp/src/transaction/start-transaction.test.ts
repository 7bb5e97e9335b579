import { createCertificationRequest, createSubjectAltName } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { response } from '../testing/forgeries.ts';
import {
  answerFirst,
  answerStep,
  bodyOf,
  createTestBench,
  headerOf,
  name,
  past,
  type TestBench,
} from '../testing/test-transaction.ts';
import { startTransaction } from './start-transaction.ts';
import type { TransactionContext } from './transaction-context.ts';

let bench: TestBench;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
});

describe('a request', () => {
  it('is proven by its own key and names its subject', async () => {
    const { certTemplate } = await sentTemplate(bench.mac.context, await bench.request());
    expect(certTemplate.subject).toEqual(name('CN=ap-7,O=Example'));
    expect(certTemplate.extensions?.map(({ extnID }) => extnID)).toEqual(['2.5.29.17']);
  });

  it('asks for a critical subjectAltName where the subject is empty', async () => {
    const { certTemplate } = await sentTemplate(bench.mac.context, await bench.request({ subject: name('') }));
    expect(certTemplate.extensions?.[0]?.critical).toBe(true);
  });

  it('needs a subject or a subjectAltName', async () => {
    const request = await bench.request({ subject: name(''), subjectAltNames: [] });
    await expect(startTransaction(request, bench.mac.context)).rejects.toThrow(TypeError);
  });

  it('bears the reference of the secret as sender when no name is given', async () => {
    const { sender, senderKID } = headerOf(await startTransaction(await bench.request(), bench.mac.context));
    expect(sender).toEqual({ type: 'directoryName', value: name('CN=42') });
    expect(new TextDecoder().decode(senderKID)).toBe('42');
  });

  it('is not made with a secret of no octets', async () => {
    const { context } = bench.mac;
    const protector = { kind: 'mac', secret: new Uint8Array(), referenceId: Uint8Array.of(0x34) } as const;
    await expect(startTransaction(await bench.request(), { ...context, protector })).rejects.toThrow(TypeError);
  });

  it("bears the subject of the signer's certificate as sender, whatever name is given", async () => {
    const request = await bench.request({ sender: name('CN=another') });
    const { sender } = headerOf(await startTransaction(request, bench.signature.context));
    expect(sender).toEqual({ type: 'directoryName', value: name('CN=ap-7') });
  });

  it('is not sent when no trust anchor could make a signed answer trusted', async () => {
    const { effect } = await startTransaction(await bench.request(), { ...bench.signature.context, trustAnchors: [] });
    expect(effect).toMatchObject({
      type: 'failed',
      failure: { code: 'trust-anchor-missing', certificateMayExist: false },
    });
  });
});

describe('kur', () => {
  it('names the old certificate, and carries its subject, subjectAltName and usages over', async () => {
    const { ca, crypto, signature } = bench;
    const { signer } = await crypto.generateKeyPair('ec-p256');
    const { certTemplate, controls } = await sentTemplate(signature.context, { operation: 'kur', keySigner: signer });
    expect(certTemplate.subject).toEqual(name('CN=ap-7'));
    expect(certTemplate.extensions?.map(({ extnID }) => extnID)).toEqual(['2.5.29.17', '2.5.29.15']);
    expect(controls?.map(({ type }) => type)).toEqual(['1.3.6.1.5.5.7.5.1.5']);
    const answered = await answerFirst(bench, signature, { operation: 'kur', keySigner: signer });
    const confirmed = await answerStep(ca, signature.server, answered, signature.context);
    expect(confirmed.effect.type).toBe('succeeded');
  });

  it('addresses the issuer of the old certificate, when no recipient is given', async () => {
    const { signer } = await bench.crypto.generateKeyPair('ec-p256');
    const started = await startTransaction({ operation: 'kur', keySigner: signer }, bench.signature.context);
    expect(headerOf(started).recipient).toEqual({ type: 'directoryName', value: name('CN=Test CA') });
  });

  it('is never sent under a MAC', async () => {
    const { signer } = await bench.crypto.generateKeyPair('ec-p256');
    const started = startTransaction({ operation: 'kur', keySigner: signer }, bench.mac.context);
    await expect(started).rejects.toThrow(TypeError);
  });

  it('is not sent for a certificate that has expired', async () => {
    const { ca, crypto, signature } = bench;
    const { signer } = await crypto.generateKeyPair('ec-p256');
    const old = await ca.issueIdentity('CN=ap-7', past);
    const protector = { kind: 'signature', signer: old.signer, certificate: old.certificate.der, chain: [] } as const;
    const { effect } = await startTransaction(
      { operation: 'kur', keySigner: signer },
      { ...signature.context, protector },
    );
    expect(effect).toMatchObject({ type: 'failed', failure: { code: 'own-certificate-expired', kind: 'local' } });
    const { certificate } = await ca.issueIdentity('CN=ap-8', past);
    const another = { operation: 'kur', certificate: certificate.der, keySigner: signer } as const;
    const step = await startTransaction(another, signature.context);
    expect(step.effect).toMatchObject({ type: 'failed', failure: { code: 'own-certificate-expired' } });
  });
});

describe('p10cr', () => {
  it.each([-1, 0])('takes and echoes the certReqId %i', async (certReqId) => {
    const { signer } = await bench.crypto.generateKeyPair('ec-p256');
    const extensions = [createSubjectAltName([{ type: 'rfc822Name', value: 'ap-7@example.com' }])];
    const csr = await createCertificationRequest({ subject: name('CN=ap-7'), extensions, signer });
    const forgery = response((proper) => ({ ...proper, certReqId }));
    const answered = await answerFirst(bench, bench.mac, { operation: 'p10cr', csr }, forgery);
    const sent = bodyOf(answered);
    expect(sent).toMatchObject({ type: 'certConf', value: [{ certReqId }] });
  });
});

async function sentTemplate(context: TransactionContext, request: Parameters<typeof startTransaction>[0]) {
  const sent = bodyOf(await startTransaction(request, context));
  if (sent.type !== 'ir' && sent.type !== 'cr' && sent.type !== 'kur') throw new TypeError('expected a template');
  const [message] = sent.value;
  if (message === undefined) throw new TypeError('expected a request');
  return message.certReq.value;
}
