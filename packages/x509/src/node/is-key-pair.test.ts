import { generateKeyPairSync } from 'node:crypto';
import {
  decode,
  encode,
  explicit,
  bitStringOctets,
  octetString,
  optional,
  rawValue,
  sequence,
  smallInteger,
} from '@crypto-cmp/der';
import { expect, it } from 'vitest';
import { KEM_KEY_TYPES, KEY_TYPES, POST_QUANTUM_KEY_TYPES, PrivateKeyInfo, SubjectPublicKeyInfo } from '../index.ts';
import { nodeCrypto } from './node-crypto.ts';
import { isKeyPair } from './is-key-pair.ts';

async function pairOf(type: string): Promise<{ privateKey: Uint8Array; publicKey: Uint8Array }> {
  const kem = KEM_KEY_TYPES.find((one) => one === type);
  if (kem !== undefined) return nodeCrypto.generateKemKeyPair(kem);
  const signing = [...KEY_TYPES, ...POST_QUANTUM_KEY_TYPES].find((one) => one === type);
  if (signing !== undefined) return nodeCrypto.generateKeyPair(signing);
  const { privateKey, publicKey } = type === 'x448' ? generateKeyPairSync('x448') : generateKeyPairSync('x25519');
  return {
    privateKey: new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })),
    publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
  };
}

const types = ['rsa-2048', 'ec-p256', 'ec-p521', 'ed25519', 'ed448', 'ml-dsa-44', 'ml-kem-768', 'x25519', 'x448'];

it.each(types)('a key of type %s belongs to its own public key, and to no other', async (type) => {
  const { privateKey, publicKey } = await pairOf(type);
  expect(await isKeyPair(privateKey, publicKey)).toBe(true);
  expect(await isKeyPair(privateKey, (await pairOf(type)).publicKey)).toBe(false);
  expect(await isKeyPair(privateKey, (await pairOf(type === 'ed25519' ? 'x25519' : 'ed25519')).publicKey)).toBe(false);
});

it('what cannot be read belongs to nothing', async () => {
  const { publicKey } = await pairOf('ec-p256');
  expect(await isKeyPair(new Uint8Array(), publicKey)).toBe(false);
  expect(await isKeyPair(Uint8Array.of(0x30, 0), publicKey)).toBe(false);
});

it('a private key that names a public key of somebody else does not belong to that', async () => {
  const own = await pairOf('ec-p256');
  const other = await pairOf('ec-p256');
  // RFC 5915, section 3
  const ecPrivateKey = sequence({
    version: smallInteger,
    privateKey: octetString,
    parameters: optional(explicit(0, rawValue)),
    publicKey: optional(explicit(1, bitStringOctets)),
  });
  const info = decode(PrivateKeyInfo, own.privateKey);
  const { subjectPublicKey } = decode(SubjectPublicKeyInfo, other.publicKey);
  const inner = { ...decode(ecPrivateKey, info.privateKey), publicKey: subjectPublicKey };
  const lying = encode(PrivateKeyInfo, { ...info, privateKey: encode(ecPrivateKey, inner) });
  expect(await isKeyPair(lying, other.publicKey)).toBe(false);
});
