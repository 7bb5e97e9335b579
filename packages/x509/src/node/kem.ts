import * as crypto from 'node:crypto';
import { promisify } from 'node:util';
import {
  describeKey,
  type Encapsulated,
  type KemDecapsulator,
  type KemKeyPair,
  type KemKeyType,
  X509Error,
} from '../index.ts';
import { exportPublicKey, importPrivateKey, importPublicKey } from './import-key.ts';
import { toPlain } from './to-plain.ts';
import { toSeedForm } from './to-seed-form.ts';

/**
 * Makes a decapsulator of a private ML-KEM key: PKCS#8 in DER, not encrypted, or a KeyObject. Takes Node 24.7 or later.
 *
 * @throws X509Error `unsupported-key`
 */
export function createKemDecapsulator(privateKey: Uint8Array | crypto.KeyObject): KemDecapsulator {
  const key = importPrivateKey(privateKey);
  const publicKey = exportPublicKey(key);
  checkKem(publicKey);
  return {
    publicKey,
    decapsulate: async (ciphertext) => {
      try {
        return toPlain(crypto.decapsulate(key, ciphertext));
      } catch {
        throw new X509Error('decryption-failed', 'expected a ciphertext for a key of this type');
      }
    },
  };
}

/** See `EncryptionProvider.encapsulate`. */
export function encapsulate(spki: Uint8Array): Encapsulated {
  checkKem(spki);
  const { ciphertext, sharedKey } = crypto.encapsulate(importPublicKey(spki));
  return { ciphertext: toPlain(ciphertext), sharedSecret: toPlain(sharedKey) };
}

export async function generateKemKeyPair(keyType: KemKeyType): Promise<KemKeyPair> {
  const privateKey = await generate(keyType);
  const decapsulator = createKemDecapsulator(privateKey);
  return {
    privateKey: toSeedForm(privateKey),
    publicKey: decapsulator.publicKey,
    decapsulator,
  };
}

async function generate(keyType: KemKeyType): Promise<crypto.KeyObject> {
  try {
    return (await inPool(keyType)).privateKey;
  } catch (error) {
    throw new X509Error('unsupported-key', `this Node cannot make keys of type ${keyType}`, { cause: error });
  }
}

const inPool = promisify(crypto.generateKeyPair);

function checkKem(spki: Uint8Array): void {
  const { algorithm, label } = describeKey(spki);
  if (algorithm !== 'ML-KEM') throw new X509Error('unsupported-key', `a key of type ${label} cannot encapsulate`);
  // Node 20, say, runs everything here but this.
  if (typeof crypto.encapsulate !== 'function') throw new X509Error('unsupported-key', 'this Node has no ML-KEM');
}
