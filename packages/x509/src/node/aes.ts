import { createCipheriv, createDecipheriv } from 'node:crypto';
import { concat } from '@crypto-cmp/der';
import { X509Error } from '../index.ts';

export function encryptAesCbc(key: Uint8Array, iv: Uint8Array, content: Uint8Array): Uint8Array {
  const cipher = createCipheriv(cipherName(key, 'cbc'), key, iv);
  return concat(cipher.update(content), cipher.final());
}

/** See `EncryptionProvider.decryptAesCbc`. */
export function decryptAesCbc(key: Uint8Array, iv: Uint8Array, encrypted: Uint8Array): Uint8Array {
  return decrypt('the content', () => createDecipheriv(cipherName(key, 'cbc'), key, iv), encrypted);
}

export function wrapKey(wrappingKey: Uint8Array, key: Uint8Array): Uint8Array {
  if (key.length < 16 || key.length % 8 !== 0) {
    throw new TypeError(`expected a key of 16 octets or more, a multiple of 8, got ${key.length}`);
  }
  const cipher = createCipheriv(cipherName(wrappingKey, 'wrap'), wrappingKey, INITIAL_VALUE);
  return concat(cipher.update(key), cipher.final());
}

/** See `EncryptionProvider.unwrapKey`. */
export function unwrapKey(wrappingKey: Uint8Array, wrappedKey: Uint8Array): Uint8Array {
  const what = 'the wrapped key';
  // OpenSSL takes nothing at all for a wrapped key of no octets.
  if (wrappedKey.length < 24) throw failure(what);
  const create = () => createDecipheriv(cipherName(wrappingKey, 'wrap'), wrappingKey, INITIAL_VALUE);
  return decrypt(what, create, wrappedKey);
}

function decrypt(what: string, create: () => ReturnType<typeof createDecipheriv>, encrypted: Uint8Array): Uint8Array {
  try {
    const decipher = create();
    return concat(decipher.update(encrypted), decipher.final());
  } catch {
    throw failure(what);
  }
}

function failure(what: string): X509Error {
  return new X509Error('decryption-failed', `${what} cannot be decrypted`);
}

function cipherName(key: Uint8Array, mode: 'cbc' | 'wrap'): string {
  const bits = 8 * key.length;
  if (bits !== 128 && bits !== 192 && bits !== 256) throw new TypeError(`expected a key of AES, got ${bits} bits`);
  return mode === 'cbc' ? `aes-${bits}-cbc` : `id-aes${bits}-wrap`;
}

/** RFC 3394, section 2.2.3.1 */
const INITIAL_VALUE = new Uint8Array(8).fill(0xa6);
