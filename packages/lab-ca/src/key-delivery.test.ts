import { generateKeyPairSync } from 'node:crypto';

import {
  ContentInfo,
  type Decryption,
  ID_ENVELOPED_DATA,
  openDeliveredKey,
  PKIMessage,
  type Protector,
  type TransactionRequest,
} from '@crypto-cmp/cmp';
import { createDecryptionKey } from '@crypto-cmp/cmp/node';
import { concat, decode, encode, fromHex, toHex } from '@crypto-cmp/der';
import {
  type AlgorithmIdentifier,
  createKeyUsage,
  encodePem,
  keyUsage,
  type KeyUsage,
  parseCertificate,
  SubjectPublicKeyInfo,
} from '@crypto-cmp/x509';
import { createKeyAgreementRecipient, createSigner, nodeCrypto } from '@crypto-cmp/x509/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openssl, withoutOpenssl } from '../test/openssl.ts';
import {
  byMac,
  bySignature,
  enrollRequest,
  granted,
  type Holder,
  type Ran,
  run,
  subjectOf,
} from '../test/requesting.ts';
import { type RunningLab, runTestLab } from '../test/running-lab.ts';

let lab: RunningLab;
beforeAll(async () => {
  lab = await runTestLab();
});
afterAll(async () => {
  await lab.stop();
});

describe('a key that the CA makes', () => {
  const algorithms = [
    'rsa-2048',
    'ec-p256',
    'ec-p384',
    'ec-p521',
    'ed25519',
    'ed448',
    'ml-dsa-44',
    'ml-dsa-65',
    'ml-dsa-87',
  ] as const;

  it.each(algorithms)('is of type %s where that is asked for, and comes by the secret', async (keyType) => {
    const { publicKey } = await nodeCrypto.generateKeyPair(keyType);
    const { algorithm } = decode(SubjectPublicKeyInfo, publicKey);
    const { ran, privateKey } = await enrollCentrally({ algorithm });
    const issued = parseCertificate(granted(ran).certificate);
    expect(decode(SubjectPublicKeyInfo, issued.subjectPublicKeyInfo).algorithm).toEqual(algorithm);
    expect(createSigner(privateKey).publicKey).toEqual(issued.subjectPublicKeyInfo);
    expect(techniqueOf(ran)).toBe('decrypted by our secret');
  });

  it.each(['ml-kem-512', 'ml-kem-768', 'ml-kem-1024'] as const)('may be of type %s', async (keyType) => {
    const { algorithm } = decode(SubjectPublicKeyInfo, (await nodeCrypto.generateKemKeyPair(keyType)).publicKey);
    const { ran, privateKey } = await enrollCentrally({ algorithm });
    const issued = parseCertificate(granted(ran).certificate);
    expect(createDecryptionKey(privateKey)?.key.publicKey).toEqual(issued.subjectPublicKeyInfo);
    expect(keyUsage(issued)).toEqual(new Set(['keyEncipherment']));
  });

  it('is of a type that the CA chooses where none is asked for', async () => {
    const { ran, privateKey } = await enrollCentrally({});
    expect(createSigner(privateKey).publicKey).toEqual(parseCertificate(granted(ran).certificate).subjectPublicKeyInfo);
  });

  it('is refused for an algorithm that nobody knows', async () => {
    const request = central({ algorithm: { algorithm: '1.2.3.4' } });
    const { outcome } = await run(lab, { request, decryption: { crypto: nodeCrypto } });
    expect(outcome).toMatchObject({ failure: { code: 'request-rejected', claim: { failInfo: ['badAlg'] } } });
  });

  const holders = [
    ['rsa-2048', ['digitalSignature', 'keyEncipherment'], 'decrypted by our RSA key'],
    ['ec-p256', ['digitalSignature', 'keyAgreement'], 'decrypted by key agreement'],
    ['ec-p384', ['digitalSignature', 'keyAgreement'], 'decrypted by key agreement'],
    ['ec-p521', ['digitalSignature', 'keyAgreement'], 'decrypted by key agreement'],
  ] as const;
  it.each(holders)('comes to a signer with a key of type %s for %j, also in a renewal', async (...row) => {
    const [keyType, usages, technique] = row;
    const holder = await holderFor(keyType, usages);
    const protector = bySignature(holder);
    const decryption = decryptionBy(holder.key.privateKey);
    const { ran, privateKey } = await enrollCentrally({}, { protector, decryption, operation: 'cr' });
    expect(techniqueOf(ran)).toBe(technique);
    expect(createSigner(privateKey).publicKey).toEqual(parseCertificate(granted(ran).certificate).subjectPublicKeyInfo);
    const renewed = await run(lab, { request: { operation: 'kur', centralKey: {} }, protector, decryption });
    expect(granted(renewed).confirmedBy).toBe('pkiconf');
  });

  it('is not made for a signer whose certificate is not for that', async () => {
    const holder = await holderFor('ec-p256', ['digitalSignature']);
    const protector = bySignature(holder);
    const decryption = decryptionBy(holder.key.privateKey);
    const { outcome } = await run(lab, { request: central({}), protector, decryption });
    expect(outcome).toMatchObject({ failure: { code: 'request-rejected', claim: { failInfo: ['notAuthorized'] } } });
  });

  it.each(['x25519', 'ml-kem-768', 'rsa-2048'])('comes to the key that the request names, such as %s', async (type) => {
    const key = await privateKeyOf(type);
    const decryption = decryptionBy(key);
    const controls = { protocolEncrKey: publicKeyOf(decryption) };
    const holder = await holderFor('ec-p256', ['digitalSignature']);
    for (const protector of [byMac(), bySignature(holder)]) {
      const { ran } = await enrollCentrally({}, { protector, decryption, controls });
      expect(granted(ran).confirmedBy).toBe('pkiconf');
      expect(techniqueOf(ran)).not.toBe('decrypted by our secret');
    }
  });

  it('lies in no state and no step, only encrypted', async () => {
    const { ran, privateKey } = await enrollCentrally({ algorithm: { algorithm: ED25519 } });
    // RFC 8410, section 7: the number itself stands last.
    const secret = privateKey.slice(-32);
    const stored = JSON.stringify(ran.steps, (_, value: unknown) =>
      value instanceof Uint8Array ? toHex(value) : typeof value === 'bigint' ? String(value) : value,
    );
    const parts = [0, 8, 16, 24].map((at) => toHex(secret.slice(at, at + 8)));
    expect(parts.filter((part) => stored.includes(part))).toEqual([]);
    expect(stored.includes('"keyEnvelope"')).toBe(true);
  });

  it.skipIf(withoutOpenssl)('is read by openssl cms too', async () => {
    for (const [keyType, usage] of [
      ['rsa-2048', 'keyEncipherment'],
      ['ec-p256', 'keyAgreement'],
    ] as const) {
      const holder = await holderFor(keyType, ['digitalSignature', usage]);
      const decryption = decryptionBy(holder.key.privateKey);
      const { ran, privateKey } = await enrollCentrally({}, { protector: bySignature(holder), decryption });
      const { stage } = ran.steps.at(-1)?.state ?? {};
      const envelope = fromHex(stage?.name === 'succeeded' ? (stage.issued.keyEnvelope ?? '') : '');
      const files = {
        'cert.pem': encodePem('CERTIFICATE', holder.certificate),
        'key.pem': encodePem('PRIVATE KEY', holder.key.privateKey),
        'root.pem': encodePem('CERTIFICATE', lab.root.der),
      };
      const der = encode(ContentInfo, { contentType: ID_ENVELOPED_DATA, content: envelope });
      const args = ['cms', '-decrypt', '-inform', 'DER', '-recip', 'cert.pem', '-inkey', 'key.pem'];
      const signed = openssl(args, der, files);
      const wrapped = encode(ContentInfo, { contentType: '1.2.840.113549.1.7.2', content: signed });
      const verify = ['cms', '-verify', '-inform', 'DER', '-binary', '-CAfile', 'root.pem', '-purpose', 'any'];
      const keyPackage = openssl(verify, wrapped, files);
      expect(toHex(keyPackage)).toContain(toHex(privateKey.slice(-100, -70)));
    }
  });
});

describe('a certificate that comes encrypted', () => {
  it.each(['rsa-2048', 'ec-p256', 'x25519', 'x448', 'ml-kem-768'])('proves a key of type %s', async (type) => {
    const privateKey = await privateKeyOf(type);
    const decryption = decryptionBy(privateKey);
    const encryptionKey = publicKeyOf(decryption);
    const holder = await holderFor('ec-p256', ['digitalSignature']);
    for (const protector of [byMac(), bySignature(holder)]) {
      const request = { operation: 'ir', subject: subjectOf('device'), encryptionKey, implicitConfirm: true } as const;
      const ran = await run(lab, { request, protector, decryption });
      const { certificate, confirmedBy } = granted(ran);
      expect(parseCertificate(certificate).subjectPublicKeyInfo).toEqual(encryptionKey);
      // Never implicitly: nobody would have proven anything.
      expect(confirmedBy).toBe('pkiconf');
      expect(detailOf(ran, 'encryptedCertificate')).toBe('decrypted by the new key');
      const answer = ran.steps.flatMap(({ received }) => received?.certificate ?? [])[0];
      expect(answer).toEqual(certificate);
    }
  });

  it('stays a secret to whoever has not the key', async () => {
    const encryptionKey = publicKeyOf(decryptionBy(await privateKeyOf('x25519')));
    const request = { operation: 'ir', subject: subjectOf('device'), encryptionKey } as const;
    const decryption = await pretending(encryptionKey);
    const { outcome } = await run(lab, { request, decryption });
    expect(outcome).toMatchObject({
      type: 'failed',
      failure: { code: 'envelope-not-opened', certificateMayExist: true },
    });
  });

  it('is asked for with the key at hand only', async () => {
    const encryptionKey = publicKeyOf(decryptionBy(await privateKeyOf('x25519')));
    const request = { operation: 'ir', subject: subjectOf('device'), encryptionKey } as const;
    await expect(run(lab, { request })).rejects.toThrow(TypeError);
    const decryption = decryptionBy(await privateKeyOf('x25519'));
    await expect(run(lab, { request, decryption })).rejects.toThrow(TypeError);
  });

  it.each([
    ['a key of small order', () => spkiOf('1.3.101.110', new Uint8Array(32))],
    ['a key of a wrong length', () => spkiOf('1.3.101.110', new Uint8Array(7))],
    ['a curve that is not used here', () => brainpoolKey()],
    ['a KEM key that is none', () => spkiOf('2.16.840.1.101.3.4.4.2', new Uint8Array(1184).fill(0xff))],
  ])('is not issued to %s', async (_, make) => {
    const encryptionKey = make();
    const request = { operation: 'ir', subject: subjectOf('device'), encryptionKey } as const;
    const { outcome } = await run(lab, { request, decryption: await pretending(encryptionKey) });
    expect(outcome).toMatchObject({ failure: { code: 'request-rejected', claim: { failInfo: ['badCertTemplate'] } } });
  });

  it('is not issued to a key that only signs', async () => {
    const { publicKey } = await nodeCrypto.generateKeyPair('ed25519');
    const request = { operation: 'ir', subject: subjectOf('device'), encryptionKey: publicKey } as const;
    const { outcome } = await run(lab, { request, decryption: await pretending(publicKey) });
    expect(outcome).toMatchObject({ failure: { code: 'request-rejected', claim: { failInfo: ['badCertTemplate'] } } });
  });
});

it('messages that bring something encrypted are of version 3, from the first to the last', async () => {
  const { ran } = await enrollCentrally({});
  const versions = ran.steps.flatMap(({ effect }) =>
    effect.type === 'send' ? [decode(PKIMessage, effect.bytes).header.value.pvno] : [],
  );
  expect(versions).toEqual([3, 3]);
});

const ED25519 = '1.3.101.112';

interface Choices {
  readonly protector?: Protector;
  readonly decryption?: Decryption;
  readonly operation?: 'ir' | 'cr';
  readonly controls?: { readonly protocolEncrKey: Uint8Array };
}

function central(
  centralKey: { readonly algorithm?: AlgorithmIdentifier },
  { operation = 'ir', controls }: Choices = {},
): TransactionRequest {
  return { operation, subject: subjectOf('device'), centralKey, ...(controls !== undefined && { controls }) };
}

async function enrollCentrally(
  centralKey: { readonly algorithm?: AlgorithmIdentifier },
  choices: Choices = {},
): Promise<{ readonly ran: Ran; readonly privateKey: Uint8Array }> {
  const { protector = byMac(), decryption = { crypto: nodeCrypto } } = choices;
  const ran = await run(lab, { request: central(centralKey, choices), protector, decryption });
  granted(ran);
  const state = ran.steps.at(-1)?.state;
  if (state === undefined) throw new Error('expected a state');
  const context = { crypto: nodeCrypto, now: new Date(), protector, trustAnchors: [lab.root], decryption };
  return { ran, privateKey: await openDeliveredKey(state, context) };
}

function decryptionBy(privateKey: Uint8Array): Decryption {
  const key = createDecryptionKey(privateKey);
  if (key === undefined) throw new TypeError('expected a key that decrypts');
  return { crypto: nodeCrypto, key };
}

function spkiOf(algorithm: string, subjectPublicKey: Uint8Array): Uint8Array {
  return encode(SubjectPublicKeyInfo, { algorithm: { algorithm }, subjectPublicKey });
}

function brainpoolKey(): Uint8Array {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' });
  return concat(publicKey.export({ format: 'der', type: 'spki' }));
}

function publicKeyOf({ key }: Decryption): Uint8Array {
  if (key === undefined) throw new TypeError('expected a key');
  return key.key.publicKey;
}

/** A key that says it were another one. */
async function pretending(publicKey: Uint8Array): Promise<Decryption> {
  const key = { ...createKeyAgreementRecipient(await privateKeyOf('x25519')), publicKey };
  return { crypto: nodeCrypto, key: { kind: 'keyAgreement', key } };
}

async function holderFor(
  keyType: 'rsa-2048' | 'ec-p256' | 'ec-p384' | 'ec-p521',
  usages: readonly KeyUsage[],
): Promise<Holder> {
  const key = await nodeCrypto.generateKeyPair(keyType);
  const request = { ...enrollRequest('ir', key), extensions: [createKeyUsage(usages)] };
  const { certificate, chain } = granted(await run(lab, { request }));
  return { key, certificate, chain };
}

async function privateKeyOf(type: string): Promise<Uint8Array> {
  switch (type) {
    case 'rsa-2048':
    case 'ec-p256':
      return (await nodeCrypto.generateKeyPair(type)).privateKey;
    case 'ml-kem-768':
      return (await nodeCrypto.generateKemKeyPair(type)).privateKey;
    case 'x448':
      return concat(generateKeyPairSync('x448').privateKey.export({ format: 'der', type: 'pkcs8' }));
    default:
      return concat(generateKeyPairSync('x25519').privateKey.export({ format: 'der', type: 'pkcs8' }));
  }
}

function techniqueOf(ran: Ran): string | undefined {
  return detailOf(ran, 'privateKeyEnvelope');
}

function detailOf({ steps }: Ran, check: string): string | undefined {
  return steps.flatMap(({ checks = [] }) =>
    checks.filter(({ name, verdict }) => name === check && verdict === 'passed'),
  )[0]?.detail;
}
