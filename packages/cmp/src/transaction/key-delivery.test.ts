import { decode, encode, equalBytes, fromHex } from '@crypto-cmp/der';
import {
  type CertificateList,
  createBasicConstraints,
  createCertificate,
  createCertificateList,
  createKeyIdentifier,
  createExtendedKeyUsage,
  createSerialNumber,
  KEY_PURPOSES,
  parseCertificate,
  parseCertificateList,
  PrivateKeyInfo,
  type RevokedFields,
} from '@crypto-cmp/x509';
import { createSigner, nodeCrypto } from '@crypto-cmp/x509/node';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { sealEnvelope, type SealingTarget } from '../enveloped-data/seal-envelope.ts';
import { type KeyGenerationAuthority, signKeyPackage } from '../key-generation/sign-key-package.ts';
import { ContentInfo, ID_SIGNED_DATA } from '../messages/cms/content-info.ts';
import { SignedData } from '../messages/cms/signed-data.ts';
import type { EncryptedKey } from '../messages/crmf/encrypted-key.ts';
import type { PKIBody } from '../messages/pki-body.ts';
import { createDecryptionKey } from '../node/create-decryption-key.ts';
import { granted, type Identity, keyUsageOf } from '../testing/test-ca.ts';
import {
  answerStep,
  bodyOf,
  createTestBench,
  headerOf,
  name,
  now,
  type TestBench,
} from '../testing/test-transaction.ts';
import type { CheckName } from './check-name.ts';
import { openDeliveredKey } from './open-delivered-key.ts';
import { startTransaction } from './start-transaction.ts';
import type { Step } from './step.ts';
import type { TransactionContext } from './transaction-context.ts';
import type { TransactionRequest } from './transaction-request.ts';
import type { EnrollmentState } from './transaction-state.ts';

let bench: TestBench;
let context: TransactionContext;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
  context = { ...bench.mac.context, decryption: { crypto: nodeCrypto } };
});

const template = { operation: 'ir', subject: name('CN=ap-7,O=Example'), recipient: name('CN=Test CA') } as const;

describe('a request for a key that the CA makes', () => {
  const ask = async (request: TransactionRequest, by = context) => startTransaction(request, by);

  it('has no key, no proof of possession, and version 3', async () => {
    const step = await ask({ ...template, centralKey: {} });
    const { certReq, popo } = onlyRequest(step);
    expect(certReq.value.certTemplate.publicKey).toBeUndefined();
    expect(popo).toBeUndefined();
    expect(headerOf(step).pvno).toBe(3);
  });

  it('names the algorithm that is wished for beside no bits', async () => {
    const algorithm = { algorithm: '1.3.101.112' };
    const { certReq, popo } = onlyRequest(await ask({ ...template, centralKey: { algorithm } }));
    expect(certReq.value.certTemplate.publicKey).toEqual({ algorithm, subjectPublicKey: new Uint8Array() });
    expect(popo).toBeUndefined();
  });

  it('is not made without a way to read the answer', async () => {
    await expect(ask({ ...template, centralKey: {} }, bench.mac.context)).rejects.toThrow(TypeError);
    const signing = { ...bench.signature.context, decryption: { crypto: nodeCrypto } };
    await expect(ask({ ...template, centralKey: {} }, signing)).rejects.toThrow(TypeError);
  });

  it('has nothing that a registration authority could have verified', async () => {
    await expect(ask({ ...template, centralKey: {}, raVerified: true })).rejects.toThrow(TypeError);
  });

  it('leaves requests for keys of our own as they were', async () => {
    const step = await ask(await bench.request());
    expect(headerOf(step).pvno).toBe(2);
    expect(onlyRequest(step).popo?.type).toBe('signature');
  });
});

describe('a request for an encrypted certificate', () => {
  it.each([
    ['rsa-2048', 'keyEncipherment'],
    ['ec-p256', 'keyAgreement'],
  ] as const)('of a key of type %s asks for it by %s', async (keyType, type) => {
    const { privateKey, publicKey } = await nodeCrypto.generateKeyPair(keyType);
    const key = createDecryptionKey(privateKey);
    const by = { ...context, decryption: { crypto: nodeCrypto, ...(key && { key }) } };
    const step = await startTransaction({ ...template, encryptionKey: publicKey }, by);
    expect(onlyRequest(step).popo).toEqual({ type, value: { type: 'subsequentMessage', value: 0 } });
    expect(headerOf(step).pvno).toBe(3);
  });

  it("takes a certificate in clear as well: what the CA does without is the CA's to know", async () => {
    const { privateKey, publicKey } = await nodeCrypto.generateKeyPair('ec-p256');
    const key = createDecryptionKey(privateKey);
    const by = { ...context, decryption: { crypto: nodeCrypto, ...(key && { key }) } };
    const step = await startTransaction({ ...template, encryptionKey: publicKey }, by);
    const answered = await answerStep(bench.ca, bench.mac.server, step, by);
    expect(answered.state.stage.name).toBe('confirming');
    expect(verdicts(answered).encryptedCertificate).toBe('not-applicable');
  });
});

describe('a key that the CA has made', () => {
  it('is taken when the CA itself signed it, and confirmed', async () => {
    const { step } = await deliver({});
    expect(step.state.stage.name).toBe('confirming');
    expect(verdicts(step)).toMatchObject({
      encryptedCertificate: 'not-applicable',
      certificateKey: 'passed',
      privateKeyEnvelope: 'passed',
      keyGenerationAuthority: 'passed',
      privateKey: 'passed',
    });
    expect(headerOf(step).pvno).toBe(3);
  });

  it('is opened from the stored state, as often as needed', async () => {
    const { step, privateKey } = await deliver({});
    const stored = JSON.parse(JSON.stringify(step.state)) as EnrollmentState; // as: what was written is what is read
    const opened = await openDeliveredKey(stored, context);
    expect(createSigner(opened).publicKey).toEqual(createSigner(privateKey).publicKey);
    expect(await openDeliveredKey(stored, context)).toEqual(opened);
  });

  it('is opened by nobody else, and where there is none not at all', async () => {
    const { step } = await deliver({});
    const { protector } = context;
    if (protector.kind !== 'mac') throw new TypeError('expected a MAC');
    const stranger = { ...context, protector: { ...protector, secret: Uint8Array.of(1, 2, 3) } };
    await expect(openDeliveredKey(step.state, stranger)).rejects.toMatchObject({ code: 'envelope-not-opened' });
    const own = await startTransaction(await bench.request(), context);
    await expect(openDeliveredKey(own.state, context)).rejects.toThrow(TypeError);
  });

  it('is taken when a certificate marked for that signed it', async () => {
    const kga = await bench.ca.issueIdentity('CN=KGA', {
      extensions: [keyUsageOf('digitalSignature'), createExtendedKeyUsage([KEY_PURPOSES.cmKGA])],
    });
    const { step } = await deliver({ authority: signing(kga) });
    expect(verdicts(step).keyGenerationAuthority).toBe('passed');
  });

  it('is taken in one more ContentInfo', async () => {
    const { step } = await deliver({
      wrap: (content) => encode(ContentInfo, { contentType: ID_SIGNED_DATA, content }),
    });
    expect(verdicts(step).privateKey).toBe('passed');
  });

  const strangers: readonly [who: string, authority: () => Promise<KeyGenerationAuthority>][] = [
    ['a device', async () => signing(await bench.ca.issueIdentity('CN=ap-8'))],
    [
      'another CA under the same root',
      async () => {
        const extensions = [createBasicConstraints({ cA: true }), keyUsageOf('keyCertSign', 'digitalSignature')];
        return signing(await bench.ca.issueIdentity('CN=Other CA', { extensions }));
      },
    ],
    [
      'somebody marked for that whose key must not sign',
      async () => {
        const extensions = [keyUsageOf('keyEncipherment'), createExtendedKeyUsage([KEY_PURPOSES.cmKGA])];
        return signing(await bench.ca.issueIdentity('CN=KGA', { extensions }));
      },
    ],
    [
      'somebody marked for that whose certificate has expired',
      async () => {
        const times = { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') };
        const extensions = [createExtendedKeyUsage([KEY_PURPOSES.cmKGA])];
        return signing(await bench.ca.issueIdentity('CN=KGA', { extensions, ...times }));
      },
    ],
    [
      'another key than that of the named certificate',
      async () => ({ ...signing(bench.ca.issuing), signer: (await nodeCrypto.generateKeyPair('ec-p256')).signer }),
    ],
  ];
  it.each(strangers)('is refused when %s signed it, and the certificate with it', async (_, authority) => {
    const { step } = await deliver({ authority: await authority() });
    expect(step.state.stage).toMatchObject({
      name: 'rejecting',
      failure: { code: 'key-authority-not-trusted', rejection: 'unconfirmed' },
    });
    const body = bodyOf(step);
    expect(body).toMatchObject({ type: 'certConf', value: [{ statusInfo: { status: 2 } }] });
  });

  it('is refused when its signer has been revoked, by a list at hand', async () => {
    const kga = await bench.ca.issueIdentity('CN=KGA', { extensions: [createExtendedKeyUsage([KEY_PURPOSES.cmKGA])] });
    const crl = async (revoked: readonly RevokedFields[]) =>
      parseCertificateList(
        await createCertificateList({
          issuer: bench.ca.issuing.certificate.subject,
          thisUpdate: new Date(now.getTime() - 1000),
          nextUpdate: new Date(now.getTime() + 86_400_000),
          revoked,
          crlNumber: 1n,
          authorityKeyIdentifier: await createKeyIdentifier(bench.ca.issuing.signer.publicKey, nodeCrypto),
          signer: bench.ca.issuing.signer,
        }),
      );
    const { serialNumber } = kga.certificate;
    const revokedAt = { serialNumber, revocationDate: new Date(now.getTime() - 2000) };
    const bad = await deliver({ authority: signing(kga), crls: [await crl([revokedAt])] });
    expect(bad.step.state.stage).toMatchObject({ failure: { code: 'key-authority-not-trusted' } });
    const good = await deliver({ authority: signing(kga), crls: [await crl([])] });
    expect(verdicts(good.step).keyGenerationAuthority).toBe('passed');
  });

  it('is taken when the CA has two certificates for its key, one of them of no use', async () => {
    const { certificate, signer } = bench.ca.issuing;
    const twin = await createCertificate({
      serialNumber: createSerialNumber(nodeCrypto),
      issuer: name('CN=Nobody'),
      subject: certificate.subject,
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      subjectPublicKeyInfo: certificate.subjectPublicKeyInfo,
      extensions: certificate.extensions,
      signer,
    });
    const authority = { certificate: parseCertificate(twin), signer, chain: [certificate.der] };
    const { step } = await deliver({ authority });
    expect(verdicts(step).keyGenerationAuthority).toBe('passed');
  });

  it('is refused where it is a digest of SHA-1 that was signed', async () => {
    const { step } = await deliver({
      change: (it) => ({
        ...it,
        signerInfos: it.signerInfos.map((one) => ({ ...one, digestAlgorithm: { algorithm: '1.3.14.3.2.26' } })),
      }),
    });
    expect(step.state.stage).toMatchObject({ failure: { code: 'key-authority-not-trusted' } });
  });

  it('is refused as something that is no SignedData in the same words as a wrong key', async () => {
    const { step } = await deliver({ wrap: () => Uint8Array.of(0x30, 0x00) });
    const other = await deliver({ target: { kind: 'password', secret: Uint8Array.of(9), iterations: 1000 } });
    const failure = { code: 'envelope-not-opened' };
    expect(step.state.stage).toMatchObject({ failure });
    expect(other.step.state.stage).toMatchObject({ failure });
    const messages = [step, other.step].map(({ state: { stage } }) =>
      'failure' in stage ? stage.failure.message : '',
    );
    expect(messages[0]).toBe(messages[1]);
  });

  it('has to be of the algorithm that was asked for', async () => {
    const { step } = await deliver({ algorithm: { algorithm: '1.3.101.112' } });
    expect(step.state.stage).toMatchObject({ failure: { code: 'certificate-key-differs' } });
  });

  it('is refused beside a certificate whose key is none, whatever it is to be compared with', async () => {
    const spki = fromHex('3003020100');
    const { step } = await deliver({ spki });
    expect(step.state.stage).toMatchObject({ failure: { code: 'private-key-differs' } });
    const { step: asked } = await deliver({ spki, algorithm: { algorithm: '1.3.101.112' } });
    expect(asked.state.stage).toMatchObject({ failure: { code: 'certificate-malformed' } });
  });

  it('is never an EncryptedValue, whatever is missing in that', async () => {
    const value = { encValue: { unusedBits: 0, octets: new Uint8Array(16) } };
    for (const legacy of [value, { ...value, symmAlg: { algorithm: '2.16.840.1.101.3.4.1.2' } }]) {
      const { step } = await deliver({ replace: { type: 'encryptedValue', value: legacy } });
      expect(step.state.stage).toMatchObject({ failure: { code: 'encrypted-value-refused' } });
    }
  });

  it('is never another one, whatever was changed inside', { timeout: 60_000 }, async () => {
    const flipped = fc.tuple(fc.nat(1500), fc.integer({ min: 1, max: 255 }));
    const property = fc.asyncProperty(flipped, async ([at, bits]) => {
      const wrap = (content: Uint8Array): Uint8Array =>
        content.map((octet, index) => (index === at % content.length ? octet ^ bits : octet));
      const { step, privateKey } = await deliver({ wrap });
      if (step.state.stage.name !== 'confirming') return;
      const opened = await openDeliveredKey(step.state, context);
      expect(equalBytes(createSigner(opened).publicKey, createSigner(privateKey).publicKey)).toBe(true);
    });
    await fc.assert(property, { numRuns: 150 });
  });
});

interface Delivery {
  readonly authority?: KeyGenerationAuthority;
  readonly change?: (signedData: SignedData) => SignedData;
  /** What is done with the octets before they are encrypted. */
  readonly wrap?: (content: Uint8Array) => Uint8Array;
  readonly target?: SealingTarget;
  readonly replace?: EncryptedKey;
  readonly algorithm?: { readonly algorithm: string };
  /** In the certificate, in place of the key that was made. */
  readonly spki?: Uint8Array;
  readonly crls?: readonly CertificateList[];
}

/** Has a key made and sent by the test CA, under a MAC. */
async function deliver({
  authority = signing(bench.ca.issuing),
  change = (it) => it,
  wrap = (content) => content,
  target,
  replace,
  algorithm,
  spki,
  crls = [],
}: Delivery): Promise<{ readonly step: Step; readonly privateKey: Uint8Array }> {
  const { protector } = context;
  if (protector.kind !== 'mac') throw new TypeError('expected a MAC');
  const request = { ...template, centralKey: { ...(algorithm && { algorithm }) } };
  const start = await startTransaction(request, context);
  const { privateKey, publicKey } = await nodeCrypto.generateKeyPair('ec-p256');
  const certificate = await bench.ca.issue(template.subject, spki ?? publicKey);
  const signed = await signKeyPackage([decode(PrivateKeyInfo, privateKey)], authority, nodeCrypto);
  const content = wrap(encode(SignedData, change(signed)));
  const to = target ?? { kind: 'password', secret: protector.secret, iterations: 1000 };
  const envelope = await sealEnvelope({ contentType: ID_SIGNED_DATA, content }, to, nodeCrypto);
  const body = withKey(granted('ip', 0, certificate), replace ?? { type: 'envelopedData', value: envelope });
  const step = await answerStep(bench.ca, bench.mac.server, start, { ...context, crls }, { body: () => body });
  return { step, privateKey };
}

function withKey(body: PKIBody, privateKey: EncryptedKey): PKIBody {
  if (body.type !== 'ip') return body;
  const response = body.value.response.map((one) => ({
    ...one,
    ...(one.certifiedKeyPair && { certifiedKeyPair: { ...one.certifiedKeyPair, privateKey } }),
  }));
  return { type: 'ip', value: { ...body.value, response } };
}

function signing({ certificate, signer }: Identity): KeyGenerationAuthority {
  return { certificate: parseCertificate(certificate.der), signer, chain: [bench.ca.issuing.certificate.der] };
}

function onlyRequest(step: Step) {
  const body = bodyOf(step);
  const [request] = body.type === 'ir' ? body.value : [];
  if (request === undefined) throw new TypeError('expected an ir');
  return request;
}

function verdicts({ checks = [] }: Step): Partial<Record<CheckName, string>> {
  return Object.fromEntries(checks.map((check) => [check.name, check.verdict]));
}
