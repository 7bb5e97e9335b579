import { createCertificationRequest, encodePem } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { type AnyTransactionRequest, INFO_TYPES, type Protector, type TransactionContext } from '../index.ts';
import { createTestCa, type Identity, keyUsageOf, type TestCa } from '../testing/test-ca.ts';
import { text } from '../testing/test-transaction.ts';
import { type MockArgument, type OpensslMock, startOpensslMock } from './testing/openssl-mock.ts';
import { runTransaction, type TransactionOutcome } from './run-transaction.ts';

// openssl cmp -port compares an rr with the certificate it was started with, and answers a genm with what was asked.

let mock: OpensslMock | undefined;
let ca: TestCa;
let device: Identity;

beforeAll(async () => {
  ca = await createTestCa(nodeCrypto, new Date());
  device = await ca.issueIdentity('CN=ap-7,O=Example', { extensions: [keyUsageOf('digitalSignature')] });
});

afterEach(async () => {
  await mock?.stop();
  mock = undefined;
});

describe('rr against openssl cmp -port', () => {
  it.each(['keyCompromise', 'unspecified', 'certificateHold', 'removeFromCRL', 'aACompromise'] as const)(
    'succeeds with %s',
    async (reason) => {
      const outcome = await run('signature', { operation: 'rr', reason });
      const { issuer, serialNumber } = device.certificate;
      expect(outcome).toEqual({ type: 'revoked', reason, revoked: { issuer, serialNumber }, crls: [] });
    },
  );

  it('names a certificate by issuer and serial number', async () => {
    const { issuer, serialNumber } = device.certificate;
    const target = { type: 'issuerAndSerialNumber', issuer, serialNumber } as const;
    expect(await run('signature', { operation: 'rr', reason: 'superseded', target })).toMatchObject({
      type: 'revoked',
    });
  });

  it('succeeds under a MAC, where that is allowed', async () => {
    const target = { type: 'certificate', certificate: device.certificate.der } as const;
    const request = { operation: 'rr', reason: 'keyCompromise', target, allowMac: true } as const;
    expect(await run('mac', request)).toMatchObject({ type: 'revoked' });
  });

  it('of another certificate is refused, in the words of the CA', async () => {
    const { issuer } = device.certificate;
    const target = { type: 'issuerAndSerialNumber', issuer, serialNumber: Uint8Array.of(1) } as const;
    expect(await run('signature', { operation: 'rr', reason: 'superseded', target })).toMatchObject({
      type: 'failed',
      failure: { kind: 'peer-rejected', mayBeRevoked: false, claim: { authenticated: true } },
    });
  });

  it('that is rejected ends so', async () => {
    const more = ['-pkistatus', '2', '-failure', '10', '-statusstring', 'revoked before'];
    expect(await run('signature', { operation: 'rr', reason: 'superseded' }, more)).toMatchObject({
      failure: { code: 'request-rejected', claim: { failInfo: ['certRevoked'], statusString: ['revoked before'] } },
    });
  });

  it('names a certificate by a CSR, as OpenSSL does', async () => {
    const { subject } = device.certificate;
    const csr = await createCertificationRequest({ subject, extensions: [], signer: device.signer });
    const outcome = await run('signature', { operation: 'rr', reason: 'superseded', target: { type: 'csr', csr } });
    expect(outcome).toMatchObject({ type: 'revoked', revoked: { subject, publicKey: device.signer.publicKey } });
  });
});

describe.each(['mac', 'signature'] as const)('genm against openssl cmp -port under %s', (kind) => {
  it.each(['caCerts', 'certReqTemplate', 'currentCRL'] as const)(
    'asks for %s, and takes that there is none',
    async (type) => {
      expect(await run(kind, { operation: 'genm', question: { type } })).toMatchObject({
        type: 'answered',
        answer: { type },
      });
    },
  );

  it('asks any other question, and hands out the answer as it came', async () => {
    const infoType = INFO_TYPES.signKeyPairTypes.oid;
    expect(await run(kind, { operation: 'genm', question: { type: 'other', infoType } })).toEqual({
      type: 'answered',
      answer: { type: 'other', values: [{ infoType }] },
    });
  });

  it('refuses the question itself as an answer', async () => {
    const question = { type: 'rootCaCert', currentRoot: ca.root.der } as const;
    expect(await run(kind, { operation: 'genm', question })).toMatchObject({
      type: 'failed',
      failure: { code: 'info-type-unexpected' },
    });
  });
});

async function run<R extends AnyTransactionRequest>(
  kind: 'mac' | 'signature',
  request: R,
  more: readonly MockArgument[] = [],
): Promise<TransactionOutcome<R['operation']>> {
  mock = await startOpensslMock([
    ...(kind === 'mac'
      ? ['-srv_ref', '42', '-srv_secret', 'pass:a shared secret']
      : [
          '-srv_cert',
          pem(ca.signer.certificate.der),
          '-srv_key',
          { file: encodePem('PRIVATE KEY', ca.signer.privateKey) },
        ]),
    '-srv_trusted',
    pem(ca.root.der),
    '-srv_untrusted',
    pem(ca.issuing.certificate.der),
    '-rsp_cert',
    pem(device.certificate.der),
    '-rsp_extracerts',
    pem(ca.issuing.certificate.der),
    ...more,
  ]);
  const recipient = ca.signer.certificate.subject;
  return runTransaction({
    url: mock.url,
    request: { recipient, ...request },
    context: contextOf(kind),
    timeoutMs: 10_000,
  });
}

function contextOf(kind: 'mac' | 'signature'): Omit<TransactionContext, 'now'> {
  const chain = [ca.issuing.certificate.der];
  const protector: Protector =
    kind === 'mac'
      ? { kind, secret: text('a shared secret'), referenceId: text('42') }
      : { kind, signer: device.signer, certificate: device.certificate.der, chain };
  return { crypto: nodeCrypto, trustAnchors: [ca.root], protector };
}

function pem(der: Uint8Array): MockArgument {
  return { file: encodePem('CERTIFICATE', der) };
}
