import { decode, DerError, encode } from '@crypto-cmp/der';
import { createCertificate, createSerialNumber, encodeName, parseCertificate, parseName } from '@crypto-cmp/x509';
import { createKeyAgreementRecipient, nodeCrypto } from '@crypto-cmp/x509/node';
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { ID_DATA } from '../messages/cms/content-info.ts';
import { EnvelopedData } from '../messages/cms/enveloped-data.ts';
import type { RecipientInfo } from '../messages/cms/recipient-info.ts';
import { ID_PBKDF2, PBKDF2Params } from '../messages/pbkdf2-params.ts';
import { createDecryptionKey } from '../node/create-decryption-key.ts';
import { DEFAULT_MAC_LIMITS } from '../protection/mac-limits.ts';
import { wrapAlgorithm } from './aes-algorithms.ts';
import { EnvelopeError } from './envelope-error.ts';
import type { EnvelopeRecipient, EnvelopeRules, KeyRecipient, PasswordRecipient } from './envelope-recipient.ts';
import { deriveWrappingKey, keyAgreementAlgorithm, readKeyAgreementScheme } from './key-agreement-scheme.ts';
import { openEnvelope } from './open-envelope.ts';
import { sealEnvelope, type SealingTarget } from './seal-envelope.ts';

const content = new TextEncoder().encode('what nobody else is to read');
const rules: EnvelopeRules = { macLimits: DEFAULT_MAC_LIMITS, certificates: [] };
const rid = { type: 'subjectKeyIdentifier', value: Uint8Array.of(1, 2, 3) } as const;
const password: PasswordRecipient = { kind: 'password', secret: new TextEncoder().encode('a secret'), usedSalts: [] };
const keyTypes = ['rsa', 'ec', 'x25519', 'x448', 'ml-kem-768'] as const;

interface Pair {
  readonly recipient: EnvelopeRecipient;
  readonly target: SealingTarget;
}

const pairs = new Map<string, Pair>();

beforeAll(async () => {
  for (const type of keyTypes) pairs.set(type, await pairOf(type));
  pairs.set('password', {
    recipient: password,
    target: { kind: 'password', secret: password.secret, iterations: 1000 },
  });
});

async function pairOf(type: (typeof keyTypes)[number]): Promise<Pair> {
  const recipient = createDecryptionKey(await privateKeyOf(type));
  if (recipient === undefined) throw new TypeError('expected a key that decrypts');
  const { publicKey } = recipient.key;
  return { recipient, target: { kind: recipient.kind, publicKey, rid } };
}

async function privateKeyOf(type: (typeof keyTypes)[number]) {
  switch (type) {
    case 'rsa':
      return (await nodeCrypto.generateKeyPair('rsa-2048')).privateKey;
    case 'ec':
      return (await nodeCrypto.generateKeyPair('ec-p256')).privateKey;
    case 'ml-kem-768':
      return (await nodeCrypto.generateKemKeyPair(type)).privateKey;
    case 'x25519':
      return generateKeyPairSync('x25519').privateKey;
    case 'x448':
      return generateKeyPairSync('x448').privateKey;
  }
}

function pair(name: string): Pair {
  const found = pairs.get(name);
  if (found === undefined) throw new TypeError(`expected a pair, got ${name}`);
  return found;
}

async function seal(name: string, keyLength: 16 | 24 | 32 = 32): Promise<EnvelopedData> {
  return sealEnvelope({ contentType: ID_DATA, content }, pair(name).target, nodeCrypto, keyLength);
}

async function open(envelope: EnvelopedData, recipient: EnvelopeRecipient, changes: Partial<EnvelopeRules> = {}) {
  return openEnvelope(envelope, recipient, { ...rules, ...changes }, nodeCrypto);
}

const names = [...keyTypes, 'password'];

describe.each(names)('what is encrypted for %s', (name) => {
  it.each([16, 24, 32] as const)('is read by its holder, under a key of %d octets', async (keyLength) => {
    const envelope = decode(EnvelopedData, encode(EnvelopedData, await seal(name, keyLength)));
    expect(await open(envelope, pair(name).recipient)).toEqual({ contentType: ID_DATA, content });
  });

  it('is never encrypted twice alike', async () => {
    const [one, other] = [await seal(name), await seal(name)];
    expect(one.encryptedContentInfo).not.toEqual(other.encryptedContentInfo);
    expect(one.recipientInfos).not.toEqual(other.recipientInfos);
  });

  it('is not read by the holder of another key of the same type', async () => {
    const other: EnvelopeRecipient =
      name === 'password'
        ? { ...password, secret: Uint8Array.of(7) }
        : // as: all names but one are types of keys
          (await pairOf(name as (typeof keyTypes)[number])).recipient;
    await expect(open(await seal(name), other)).rejects.toMatchObject({ code: 'envelope-not-opened' });
  });

  it('is for nobody else, whatever else they have', async () => {
    const envelope = await seal(name);
    const others = names.map(pair).filter(({ recipient }) => recipient.kind !== pair(name).recipient.kind);
    for (const { recipient } of others) {
      await expect(open(envelope, recipient)).rejects.toMatchObject({ code: 'envelope-not-for-us' });
    }
  });

  it('never crashes its reader, whatever was changed in it', async () => {
    const octets = encode(EnvelopedData, await seal(name));
    const property = fc.asyncProperty(fc.nat(octets.length - 1), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
      const changed = octets.slice();
      changed[at] = (changed[at] ?? 0) ^ bits;
      const envelope = decodeOrNothing(changed);
      if (envelope === undefined) return;
      try {
        await open(envelope, pair(name).recipient);
      } catch (error) {
        expect(error).toBeInstanceOf(EnvelopeError);
      }
    });
    await fc.assert(property, { numRuns: 300 });
  });
});

describe('an EnvelopedData', () => {
  type Change = (envelope: EnvelopedData) => EnvelopedData;
  const recipientInfo =
    (change: (info: RecipientInfo) => RecipientInfo): Change =>
    (envelope) => ({ ...envelope, recipientInfos: envelope.recipientInfos.map(change) });
  const contentInfo =
    (change: Partial<EnvelopedData['encryptedContentInfo']>): Change =>
    ({ encryptedContentInfo, ...envelope }) => ({
      ...envelope,
      encryptedContentInfo: { ...encryptedContentInfo, ...change },
    });
  const pbkdf2 = (change: Partial<PBKDF2Params>): Change =>
    recipientInfo((info) => {
      if (info.type !== 'pwri') return info;
      const given = decode(PBKDF2Params, info.value.keyDerivationAlgorithm?.parameters ?? new Uint8Array());
      const parameters = encode(PBKDF2Params, { ...given, ...change });
      return { type: 'pwri', value: { ...info.value, keyDerivationAlgorithm: { algorithm: ID_PBKDF2, parameters } } };
    });
  const aesGcm = { algorithm: '2.16.840.1.101.3.4.1.46' };

  const refusals: readonly [why: string, name: string, code: string, change: Change][] = [
    [
      'to two recipients',
      'rsa',
      'envelope-not-for-us',
      (one) => ({ ...one, recipientInfos: [...one.recipientInfos, ...one.recipientInfos] }),
    ],
    ['with originatorInfo', 'rsa', 'envelope-refused', (one) => ({ ...one, originatorInfo: Uint8Array.of(0xa0, 0) })],
    [
      'with unprotectedAttrs',
      'rsa',
      'envelope-refused',
      (one) => ({ ...one, unprotectedAttrs: Uint8Array.of(0xa1, 0) }),
    ],
    ['by another cipher', 'rsa', 'envelope-not-supported', contentInfo({ contentEncryptionAlgorithm: aesGcm })],
    [
      'without an initialization vector',
      'ec',
      'envelope-refused',
      contentInfo({ contentEncryptionAlgorithm: { algorithm: '2.16.840.1.101.3.4.1.42' } }),
    ],
    ['whose content is cut', 'ec', 'envelope-not-opened', contentInfo({ encryptedContent: new Uint8Array(15) })],
    ['whose content is empty', 'rsa', 'envelope-not-opened', contentInfo({ encryptedContent: new Uint8Array() })],
    ['with a wrong number of iterations', 'password', 'envelope-refused', pbkdf2({ iterationCount: 99 })],
    ['that would take minutes', 'password', 'envelope-refused', pbkdf2({ iterationCount: 10_000_000 })],
    [
      'with a short salt',
      'password',
      'envelope-refused',
      pbkdf2({ salt: { type: 'specified', value: new Uint8Array(7) } }),
    ],
    ['whose key is too short', 'password', 'envelope-refused', pbkdf2({ keyLength: 16 })],
    [
      'whose salt is elsewhere',
      'password',
      'envelope-not-supported',
      pbkdf2({ salt: { type: 'otherSource', value: aesGcm } }),
    ],
    ['derived by what nobody knows', 'password', 'envelope-not-supported', pbkdf2({ prf: aesGcm })],
    [
      'with a weaker wrap than its content',
      'password',
      'envelope-refused',
      recipientInfo((info) =>
        info.type === 'pwri'
          ? { type: 'pwri', value: { ...info.value, keyEncryptionAlgorithm: wrapAlgorithm(16) } }
          : info,
      ),
    ],
    [
      'whose agreement names no wrap',
      'ec',
      'envelope-refused',
      recipientInfo((info) =>
        info.type === 'kari'
          ? {
              type: 'kari',
              value: { ...info.value, keyEncryptionAlgorithm: { algorithm: keyAgreementAlgorithm(32).algorithm } },
            }
          : info,
      ),
    ],
    [
      'whose originator is nowhere',
      'ec',
      'envelope-refused',
      recipientInfo((info) =>
        info.type === 'kari' ? { type: 'kari', value: { ...info.value, originator: rid } } : info,
      ),
    ],
    [
      'agreed with a key on another curve',
      'x25519',
      'envelope-not-opened',
      recipientInfo((info) =>
        info.type === 'kari'
          ? {
              type: 'kari',
              value: {
                ...info.value,
                originator: {
                  type: 'originatorKey',
                  value: { algorithm: { algorithm: '1.3.101.111' }, subjectPublicKey: new Uint8Array(56) },
                },
              },
            }
          : info,
      ),
    ],
    [
      'of another kind of KEM',
      'ml-kem-768',
      'envelope-refused',
      recipientInfo((info) =>
        info.type === 'ori' ? { type: 'ori', value: { ...info.value, oriValue: Uint8Array.of(0x30, 0) } } : info,
      ),
    ],
  ];
  it.each(refusals)('%s (%s) is refused: %s', async (_, name, code, change) => {
    await expect(open(change(await seal(name)), pair(name).recipient)).rejects.toMatchObject({ code });
  });

  it.each(['rsa', 'ec', 'ml-kem-768'])('(%s) that names another certificate than ours is refused', async (name) => {
    const { signer, publicKey } = await nodeCrypto.generateKeyPair('ec-p256');
    const subject = encodeName(parseName('CN=another'));
    const certificate = parseCertificate(
      await createCertificate({
        serialNumber: Uint8Array.of(7),
        issuer: subject,
        subject,
        notBefore: new Date(0),
        notAfter: new Date(1e12),
        subjectPublicKeyInfo: publicKey,
        extensions: [],
        signer,
      }),
    );
    // as: only a password has no key
    const holder = { ...(pair(name).recipient as KeyRecipient), certificate };
    await expect(open(await seal(name), holder)).rejects.toMatchObject({ code: 'envelope-not-for-us' });
  });

  it('whose salt is that of the MAC is refused', async () => {
    const salt = nodeCrypto.randomBytes(16);
    const target = { kind: 'password', secret: password.secret, iterations: 1000, salt } as const;
    const envelope = await sealEnvelope({ contentType: ID_DATA, content }, target, nodeCrypto);
    const reused = open(envelope, { ...password, usedSalts: [salt] });
    await expect(reused).rejects.toMatchObject({ code: 'envelope-refused' });
    expect((await open(envelope, { ...password, usedSalts: [salt.slice(1)] })).content).toEqual(content);
  });

  it('by a static key of its originator is read with its certificate at hand, by identifier or name', async () => {
    const originator = await nodeCrypto.generateKeyPair('ec-p256');
    const certificate = parseCertificate(
      await createCertificate({
        serialNumber: createSerialNumber(nodeCrypto),
        issuer: encodeName(parseName('CN=CA')),
        subject: encodeName(parseName('CN=CMP signer')),
        notBefore: new Date(0),
        notAfter: new Date(1e12),
        subjectPublicKeyInfo: originator.publicKey,
        extensions: [],
        signer: originator.signer,
      }),
    );
    const { recipient } = pair('ec');
    const { issuer, serialNumber } = certificate;
    const sharedSecret = await createKeyAgreementRecipient(originator.privateKey).agree(
      (recipient as Extract<KeyRecipient, { kind: 'keyAgreement' }>).key.publicKey,
    );
    const keyEncryptionAlgorithm = keyAgreementAlgorithm(32);
    const ukm = nodeCrypto.randomBytes(32);
    const scheme = readKeyAgreementScheme(keyEncryptionAlgorithm);
    const wrappingKey = await deriveWrappingKey(scheme, sharedSecret, ukm, nodeCrypto);
    const key = nodeCrypto.randomBytes(32);
    const iv = nodeCrypto.randomBytes(16);
    const sealed = await seal('ec');
    const { contentEncryptionAlgorithm } = sealed.encryptedContentInfo;
    const envelope: EnvelopedData = {
      ...sealed,
      recipientInfos: [
        {
          type: 'kari',
          value: {
            version: 3,
            originator: { type: 'issuerAndSerialNumber', value: { issuer, serialNumber } },
            ukm,
            keyEncryptionAlgorithm,
            recipientEncryptedKeys: [
              {
                rid: { type: 'rKeyId', value: { subjectKeyIdentifier: rid.value } },
                encryptedKey: await nodeCrypto.wrapKey(wrappingKey, key),
              },
            ],
          },
        },
      ],
      encryptedContentInfo: {
        contentType: ID_DATA,
        contentEncryptionAlgorithm: { ...contentEncryptionAlgorithm, parameters: Uint8Array.of(4, 16, ...iv) },
        encryptedContent: await nodeCrypto.encryptAesCbc(key, iv, content),
      },
    };
    expect((await open(envelope, recipient, { certificates: [certificate] })).content).toEqual(content);
    await expect(open(envelope, recipient)).rejects.toMatchObject({ code: 'envelope-refused' });
  });
});

function decodeOrNothing(bytes: Uint8Array): EnvelopedData | undefined {
  try {
    return decode(EnvelopedData, bytes);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
