import { createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { CryptoProvider, EncryptionProvider, HashName } from '../index.ts';
import { X509Error } from '../index.ts';
import { decryptAesCbc, encryptAesCbc, unwrapKey, wrapKey } from './aes.ts';
import { digestOnce, digestRepeatedly } from './digest.ts';
import { generateKeyPair } from './generate-key-pair.ts';
import { encapsulate, generateKemKeyPair } from './kem.ts';
import { isKeyPair } from './is-key-pair.ts';
import { agreeEphemerally } from './key-agreement.ts';
import { encryptKey } from './key-transport.ts';
import { gmac, kmac } from './symmetric-mac.ts';
import { toPlain } from './to-plain.ts';
import { verifySignature } from './verify-signature.ts';

/** The cryptography of Node (OpenSSL). */
export const nodeCrypto: CryptoProvider & EncryptionProvider = {
  randomBytes: (length) => toPlain(randomBytes(length)),
  digest: async (hash, data) => digestOnce(hash, data),
  iteratedDigest: digestRepeatedly,
  hmac: async (hash, key, data) => toPlain(createHmac(hmacHash(hash), key).update(data).digest()),
  kmac,
  gmac: async (input) => gmac(input),
  pbkdf2: async (hash, password, salt, iterations, length) =>
    toPlain(await pbkdf2InPool(password, salt, iterations, length, hmacHash(hash))),
  verify: async (algorithm, spki, data, signature) => verifySignature(algorithm, spki, data, signature),
  equalConstantTime: (a, b) => a.length === b.length && timingSafeEqual(a, b),
  generateKeyPair,
  generateKemKeyPair,
  encapsulate: async (spki) => encapsulate(spki),
  encryptKey: async (scheme, spki, key) => encryptKey(scheme, spki, key),
  agreeEphemerally,
  encryptAesCbc: async (key, iv, content) => encryptAesCbc(key, iv, content),
  decryptAesCbc: async (key, iv, encrypted) => decryptAesCbc(key, iv, encrypted),
  wrapKey: async (wrappingKey, key) => wrapKey(wrappingKey, key),
  unwrapKey: async (wrappingKey, wrappedKey) => unwrapKey(wrappingKey, wrappedKey),
  isKeyPair,
};

const pbkdf2InPool = promisify(pbkdf2);

/** HMAC is not defined over the SHAKEs; KMAC is what they have instead. */
function hmacHash(hash: HashName): string {
  if (hash === 'shake128' || hash === 'shake256') {
    throw new X509Error('unsupported-algorithm', `HMAC with ${hash} does not exist`);
  }
  return hash;
}
