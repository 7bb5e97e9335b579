import { generateKeyPair as generate, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyPair, KeyType } from '../index.ts';
import { createSigner } from './create-signer.ts';
import { toPlain } from './to-plain.ts';

export async function generateKeyPair(keyType: KeyType): Promise<KeyPair> {
  const privateKey = await generators[keyType]();
  const signer = createSigner(privateKey);
  return {
    privateKey: toPlain(privateKey.export({ format: 'der', type: 'pkcs8' })),
    publicKey: signer.publicKey,
    signer,
  };
}

const inPool = promisify(generate);

const generators: Readonly<Record<KeyType, () => Promise<KeyObject>>> = {
  'rsa-2048': () => rsa(2048),
  'rsa-3072': () => rsa(3072),
  'rsa-4096': () => rsa(4096),
  'ec-p256': () => ec('P-256'),
  'ec-p384': () => ec('P-384'),
  'ec-p521': () => ec('P-521'),
  ed25519: async () => (await inPool('ed25519')).privateKey,
  ed448: async () => (await inPool('ed448')).privateKey,
};

async function rsa(modulusLength: number): Promise<KeyObject> {
  return (await inPool('rsa', { modulusLength })).privateKey;
}

async function ec(namedCurve: string): Promise<KeyObject> {
  return (await inPool('ec', { namedCurve })).privateKey;
}
