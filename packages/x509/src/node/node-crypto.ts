import { createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { CryptoProvider, HashName } from '../index.ts';
import { X509Error } from '../index.ts';
import { digestOnce, digestRepeatedly } from './digest.ts';
import { generateKeyPair } from './generate-key-pair.ts';
import { toPlain } from './to-plain.ts';
import { verifySignature } from './verify-signature.ts';

/** The cryptography of Node (OpenSSL). */
export const nodeCrypto: CryptoProvider = {
  randomBytes: (length) => toPlain(randomBytes(length)),
  digest: async (hash, data) => digestOnce(hash, data),
  iteratedDigest: digestRepeatedly,
  hmac: async (hash, key, data) => toPlain(createHmac(hmacHash(hash), key).update(data).digest()),
  pbkdf2: async (hash, password, salt, iterations, length) =>
    toPlain(await pbkdf2InPool(password, salt, iterations, length, hmacHash(hash))),
  verify: async (algorithm, spki, data, signature) => verifySignature(algorithm, spki, data, signature),
  equalConstantTime: (a, b) => a.length === b.length && timingSafeEqual(a, b),
  generateKeyPair,
};

const pbkdf2InPool = promisify(pbkdf2);

/** HMAC is not defined over the SHAKEs; KMAC is what they have instead. */
function hmacHash(hash: HashName): string {
  if (hash === 'shake128' || hash === 'shake256') {
    throw new X509Error('unsupported-algorithm', `HMAC with ${hash} does not exist`);
  }
  return hash;
}
