import { generateKeyPair as generate, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { type KeyPair, type KeyType, type PostQuantumKeyType, X509Error } from '../index.ts';
import { createSigner } from './create-signer.ts';
import { toPlain } from './to-plain.ts';
import { toSeedForm } from './to-seed-form.ts';

export async function generateKeyPair(keyType: KeyType | PostQuantumKeyType): Promise<KeyPair> {
  const privateKey = await generators[keyType]();
  const signer = createSigner(privateKey);
  return {
    privateKey: keyType.startsWith('ml-dsa')
      ? toSeedForm(privateKey)
      : toPlain(privateKey.export({ format: 'der', type: 'pkcs8' })),
    publicKey: signer.publicKey,
    signer,
  };
}

const inPool = promisify(generate);

const generators: Readonly<Record<KeyType | PostQuantumKeyType, () => Promise<KeyObject>>> = {
  'rsa-2048': () => rsa(2048),
  'rsa-3072': () => rsa(3072),
  'rsa-4096': () => rsa(4096),
  'ec-p256': () => ec('P-256'),
  'ec-p384': () => ec('P-384'),
  'ec-p521': () => ec('P-521'),
  ed25519: async () => (await inPool('ed25519')).privateKey,
  ed448: async () => (await inPool('ed448')).privateKey,
  'ml-dsa-44': () => mlDsa('ml-dsa-44'),
  'ml-dsa-65': () => mlDsa('ml-dsa-65'),
  'ml-dsa-87': () => mlDsa('ml-dsa-87'),
};

async function rsa(modulusLength: number): Promise<KeyObject> {
  return (await inPool('rsa', { modulusLength })).privateKey;
}

async function ec(namedCurve: string): Promise<KeyObject> {
  return (await inPool('ec', { namedCurve })).privateKey;
}

/** Node 24.7 and later, with OpenSSL 3.5: older ones take the name for a mistake. */
async function mlDsa(keyType: PostQuantumKeyType): Promise<KeyObject> {
  try {
    return (await inPool(keyType)).privateKey;
  } catch (error) {
    throw new X509Error('unsupported-key', `this Node cannot make keys of type ${keyType}`, { cause: error });
  }
}
