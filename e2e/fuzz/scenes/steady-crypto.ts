import { createHash, createPrivateKey } from 'node:crypto';

import { concat, fromHex } from '@crypto-cmp/der';
import type { CryptoProvider, EncryptionProvider, KeyPair } from '@crypto-cmp/x509';
import { createKeyAgreementRecipient, createSigner, nodeCrypto } from '@crypto-cmp/x509/node';

import { ENCAPSULATIONS } from './encapsulations.ts';

/**
 * Node's cryptography, with the same randomness on every run: what is changed must be the same octets when it is changed
 * again. Keys that sign are of Ed25519 whatever type is asked for, since its signatures have no randomness of their own.
 */
export function createSteadyCrypto(label: string): CryptoProvider & EncryptionProvider {
  let count = 0;
  const randomBytes = (length: number): Uint8Array => {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, () => sha256(`${label} ${count++}`));
    return concat(...blocks).slice(0, length);
  };
  return {
    ...nodeCrypto,
    randomBytes,
    generateKeyPair: async () => ed25519KeyOf(randomBytes(32)),
    agreeEphemerally: async (spki) => {
      const own = createKeyAgreementRecipient(concat(X25519_PREFIX, randomBytes(32)));
      return { publicKey: own.publicKey, sharedSecret: await own.agree(spki) };
    },
    encapsulate: async (spki) => {
      const known = ENCAPSULATIONS.find(({ key }) => Buffer.from(sha256Of(spki)).toString('hex') === key);
      if (known === undefined) throw new TypeError('expected a KEM key with an encapsulation in encapsulations.ts');
      return { ciphertext: fromHex(known.ciphertext), sharedSecret: fromHex(known.sharedSecret) };
    },
  };
}

export function ed25519KeyOf(seed: Uint8Array): KeyPair {
  const privateKey = concat(ED25519_PREFIX, seed);
  const signer = createSigner(privateKey);
  return { privateKey, publicKey: signer.publicKey, signer };
}

/** PKCS#8. */
export function x25519Key(label: string): Uint8Array {
  return concat(X25519_PREFIX, sha256(label));
}

/** PKCS#8, as Node reads it: the seed alone. */
export function mlKemKey(label: string): Uint8Array {
  const seedForm = concat(ML_KEM_768_PREFIX, sha256(`${label} d`), sha256(`${label} z`));
  return concat(createPrivateKey({ key: Buffer.from(seedForm), format: 'der', type: 'pkcs8' }).export(AS_PKCS8));
}

export function sha256(text: string): Uint8Array {
  return sha256Of(new TextEncoder().encode(text));
}

function sha256Of(bytes: Uint8Array): Uint8Array {
  return concat(createHash('sha256').update(bytes).digest());
}

const AS_PKCS8 = { format: 'der', type: 'pkcs8' } as const;
const ED25519_PREFIX = fromHex('302e020100300506032b657004220420');
const X25519_PREFIX = fromHex('302e020100300506032b656e04220420');
const ML_KEM_768_PREFIX = fromHex('3054020100300b060960864801650304040204428040');
