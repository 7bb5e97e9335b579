import {
  createCertificationRequest,
  createSubjectAltName,
  encodePem,
  type KeyPair,
  type KeyType,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterEach, describe, expect, it } from 'vitest';

import type { Step, TransactionContext, TransactionRequest } from '../index.ts';
import { createTestCa, keyUsageOf, type TestCa } from '../testing/test-ca.ts';
import { name, text } from '../testing/test-transaction.ts';
import type { MockArgument, OpensslMock } from './testing/openssl-mock.ts';
import { startOpensslMock } from './testing/openssl-mock.ts';
import { runTransaction, type TransactionOutcome } from './run-transaction.ts';

let mock: OpensslMock | undefined;

afterEach(async () => {
  await mock?.stop();
  mock = undefined;
});

describe.each(['ec-p256', 'rsa-2048'] as const)('against openssl cmp -port with %s', (keyType) => {
  describe.each(['mac', 'signature'] as const)('under %s', (kind) => {
    const operations = kind === 'mac' ? (['ir', 'cr', 'p10cr'] as const) : (['ir', 'cr', 'kur', 'p10cr'] as const);

    it.each(operations)('%s succeeds', async (operation) => {
      const scene = await prepare(keyType, kind, operation);
      const { outcome, sent } = await run(scene, []);
      expect(outcome).toMatchObject({ type: 'succeeded', confirmedBy: 'pkiconf' });
      expect(sent).toEqual([operation, 'certConf']);
    });

    it('polls as often as it is told to', async () => {
      const scene = await prepare(keyType, kind, 'ir');
      const { outcome, sent } = await run(scene, ['-poll_count', '2', '-check_after', '1']);
      expect(outcome).toMatchObject({ type: 'succeeded' });
      expect(sent).toEqual(['ir', 'pollReq', 'pollReq', 'certConf']);
    });
  });
});

describe.each(['ed25519', 'ed448'] as const)('against openssl cmp -port with %s', (keyType) => {
  // OpenSSL 3.0 verifies both in requests, but cannot make them in answers: its own key is EC.
  it.each(['mac', 'signature'] as const)('ir under %s succeeds', async (kind) => {
    const { outcome } = await run(await prepare(keyType, kind, 'ir', { caKeyType: 'ec-p256' }), []);
    expect(outcome).toMatchObject({ type: 'succeeded', confirmedBy: 'pkiconf' });
  });
});

describe('against openssl cmp -port', () => {
  // Ed448 fails there: OpenSSL hashes with 32 octets of SHAKE256, RFC 9481, section 3.3, wants 64.
  it('confirms a certificate signed with Ed25519 by its SHA-512', async () => {
    const { outcome } = await run(await prepare('ed25519', 'mac', 'ir'), []);
    expect(outcome).toMatchObject({ type: 'succeeded', confirmedBy: 'pkiconf' });
  });

  it.each([
    ['SHA-512 and HMAC-SHA-512', { algorithm: 'passwordBasedMac', hash: 'sha512', macHash: 'sha512' }],
    ['SHA-1 and HMAC-SHA-1', { algorithm: 'passwordBasedMac', hash: 'sha1', macHash: 'sha1', iterations: 500 }],
  ] as const)('makes a PasswordBasedMac of %s that it takes', async (_, parameters) => {
    const scene = await prepare('ec-p256', 'mac', 'ir');
    const protector = { ...scene.context.protector, parameters };
    const { outcome } = await run({ ...scene, context: { ...scene.context, protector } }, []);
    expect(outcome).toMatchObject({ type: 'succeeded' });
  });

  it.each(['hmac-sha256', 'hmac-sha512'])('verifies a PasswordBasedMac with %s', async (mac) => {
    const { outcome } = await run(await prepare('ec-p256', 'mac', 'ir'), ['-mac', mac, '-digest', 'sha384']);
    expect(outcome).toMatchObject({ type: 'succeeded' });
  });
});

describe('with openssl cmp -port as a CA that says no', () => {
  it.each([
    ['a rejection', ['-pkistatus', '2', '-failure', '9'], 'request-rejected', true],
    [
      'an unprotected rejection',
      ['-pkistatus', '2', '-failure', '9', '-send_unprot_err'],
      'error-not-authenticated',
      false,
    ],
  ] as const)('ends with what it says in %s', async (_, more, code, authenticated) => {
    const { outcome } = await run(await prepare('ec-p256', 'mac', 'ir'), [...more, '-statusstring', 'not today']);
    expect(outcome).toMatchObject({
      type: 'failed',
      failure: { code, claim: { authenticated, statusString: ['not today'] } },
    });
  });

  it.each([
    ['an error message', ['-send_error'], 'error-received', true],
    ['an unprotected error message', ['-send_error', '-send_unprot_err'], 'error-not-authenticated', false],
  ] as const)('ends with %s', async (_, more, code, authenticated) => {
    const { outcome } = await run(await prepare('ec-p256', 'signature', 'cr'), more);
    expect(outcome).toMatchObject({ type: 'failed', failure: { code, claim: { authenticated, status: 'rejection' } } });
  });

  it('takes no unprotected certificate', async () => {
    const { outcome, sent } = await run(await prepare('ec-p256', 'mac', 'ir'), ['-send_unprotected']);
    expect(outcome).toMatchObject({ type: 'failed', failure: { code: 'protection-missing' } });
    expect(sent).toEqual(['ir']);
  });

  it('shows what the CA says to a wrong secret, as a claim that is not proven', async () => {
    const scene = await prepare('ec-p256', 'mac', 'ir');
    const protector = { ...scene.context.protector, secret: text('another secret') };
    const { outcome } = await run({ ...scene, context: { ...scene.context, protector } }, []);
    expect(outcome).toMatchObject({
      failure: { code: 'mac-wrong', claim: { authenticated: false, status: 'rejection' } },
    });
  });

  it('does not trust a signer under another root', async () => {
    const scene = await prepare('ec-p256', 'signature', 'ir');
    const other = await createTestCa(nodeCrypto, new Date());
    const { outcome } = await run({ ...scene, context: { ...scene.context, trustAnchors: [other.root] } }, []);
    expect(outcome).toMatchObject({ failure: { kind: 'not-trusted', code: 'signer-not-trusted' } });
  });
});

describe('with openssl cmp -port as a CA that answers in its own way', () => {
  it('honours implicit confirmation that was asked for and granted', async () => {
    const { outcome, sent } = await run(await prepare('ec-p256', 'mac', 'ir', { implicitConfirm: true }), [
      '-grant_implicitconf',
    ]);
    expect(outcome).toMatchObject({ type: 'succeeded', confirmedBy: 'implicitConfirm' });
    expect(sent).toEqual(['ir']);
  });

  it('confirms when implicit confirmation was asked for and not granted', async () => {
    const { outcome, sent } = await run(await prepare('ec-p256', 'mac', 'ir', { implicitConfirm: true }), []);
    expect(outcome).toMatchObject({ type: 'succeeded', confirmedBy: 'pkiconf' });
    expect(sent).toEqual(['ir', 'certConf']);
  });

  it('rejects a certificate for another key, and waits for the CA to take the rejection', async () => {
    const scene = await prepare('ec-p256', 'mac', 'ir');
    const other = await nodeCrypto.generateKeyPair('ec-p256');
    const request = { ...scene.request, keySigner: other.signer } as TransactionRequest;
    const { outcome, sent } = await run({ ...scene, request }, []);
    expect(outcome).toMatchObject({ failure: { code: 'certificate-key-differs', rejection: 'confirmed' } });
    expect(sent).toEqual(['ir', 'certConf']);
  });

  it('rejects a certificate with other names, and lists the differences', async () => {
    const scene = await prepare('ec-p256', 'signature', 'ir');
    const request = { ...scene.request, subject: name('CN=ap-8,O=Example') } as TransactionRequest;
    const { outcome, steps } = await run({ ...scene, request }, ['-pkistatus', '1']);
    expect(outcome).toMatchObject({ failure: { code: 'certificate-names-differ', rejection: 'confirmed' } });
    expect(steps[1]?.received?.comparison?.[0]).toEqual({
      field: 'subject',
      requested: 'CN=ap-8,O=Example',
      issued: 'CN=ap-7,O=Example',
      verdict: 'changed',
    });
  });

  it('takes the root from caPubs under a MAC, where no trust anchor is configured', async () => {
    const scene = await prepare('ec-p256', 'mac', 'ir');
    const context = { ...scene.context, trustAnchors: [] };
    const { outcome } = await run({ ...scene, context }, ['-rsp_capubs', pem(scene.ca.root.der)]);
    expect(outcome).toMatchObject({ type: 'succeeded', anchorSource: 'caPubs', trustAnchor: scene.ca.root.der });
  });

  it('rejects the certificate under a MAC, where there is no trust anchor at all', async () => {
    const scene = await prepare('ec-p256', 'mac', 'ir');
    const { outcome } = await run({ ...scene, context: { ...scene.context, trustAnchors: [] } }, []);
    expect(outcome).toMatchObject({ failure: { code: 'trust-anchor-missing', rejection: 'confirmed' } });
  });
});

interface Scene {
  readonly ca: TestCa;
  readonly request: TransactionRequest;
  readonly context: Omit<TransactionContext, 'now'>;
  readonly args: readonly MockArgument[];
}

async function prepare(
  keyType: KeyType,
  kind: 'mac' | 'signature',
  operation: TransactionRequest['operation'],
  { caKeyType = keyType, ...options }: { readonly implicitConfirm?: boolean; readonly caKeyType?: KeyType } = {},
): Promise<Scene> {
  const ca = await createTestCa(nodeCrypto, new Date(), caKeyType);
  const keys = await nodeCrypto.generateKeyPair(keyType);
  const subject = name('CN=ap-7,O=Example');
  const altName = createSubjectAltName([{ type: 'dNSName', value: 'ap-7.example.com' }]);
  const device = await ca.issueIdentity('CN=ap-7,O=Example', {
    keyType,
    extensions: [keyUsageOf('digitalSignature'), altName],
  });
  // The mock compares oldCertID with the certificate that it is about to return.
  const { serialNumber } = device.certificate;
  const issued = await ca.issue(subject, keys.publicKey, { extensions: [altName], serialNumber });
  const context = {
    crypto: nodeCrypto,
    trustAnchors: [ca.root],
    protector:
      kind === 'mac'
        ? ({ kind, secret: text('a shared secret'), referenceId: text('42') } as const)
        : ({
            kind,
            signer: device.signer,
            certificate: device.certificate.der,
            chain: [ca.issuing.certificate.der],
          } as const),
  };
  const common = { ...options, recipient: ca.signer.certificate.subject };
  const serverArgs: MockArgument[] =
    kind === 'mac'
      ? ['-srv_ref', '42', '-srv_secret', 'pass:a shared secret']
      : [
          '-srv_cert',
          pem(ca.signer.certificate.der),
          '-srv_key',
          { file: encodePem('PRIVATE KEY', ca.signer.privateKey) },
        ];
  return {
    ca,
    context,
    request: await createRequest(operation, keys, subject, common),
    args: [
      ...serverArgs,
      '-srv_trusted',
      pem(ca.root.der),
      '-srv_untrusted',
      pem(ca.issuing.certificate.der),
      '-rsp_cert',
      pem(issued),
      '-rsp_extracerts',
      pem(ca.issuing.certificate.der),
    ],
  };
}

async function createRequest(
  operation: TransactionRequest['operation'],
  { signer }: KeyPair,
  subject: Uint8Array,
  common: { readonly recipient: Uint8Array },
): Promise<TransactionRequest> {
  const subjectAltNames = [{ type: 'dNSName', value: 'ap-7.example.com' }] as const;
  switch (operation) {
    case 'ir':
    case 'cr':
      return { operation, subject, subjectAltNames, keySigner: signer, ...common };
    case 'kur':
      return { operation, keySigner: signer, ...common };
    case 'p10cr': {
      const extensions = [createSubjectAltName(subjectAltNames)];
      return { operation, csr: await createCertificationRequest({ subject, extensions, signer }), ...common };
    }
  }
}

async function run(
  { request, context, args }: Scene,
  more: readonly MockArgument[],
): Promise<{
  readonly outcome: TransactionOutcome;
  readonly sent: readonly string[];
  readonly steps: readonly Step[];
}> {
  mock = await startOpensslMock([...args, ...more]);
  const steps: Step[] = [];
  const outcome = await runTransaction({
    url: mock.url,
    request,
    context,
    timeoutMs: 10_000,
    onStep: (step) => void steps.push(step),
  });
  return { outcome, steps, sent: steps.flatMap(({ effect }) => (effect.type === 'send' ? [effect.bodyType] : [])) };
}

function pem(der: Uint8Array): MockArgument {
  return { file: encodePem('CERTIFICATE', der) };
}
