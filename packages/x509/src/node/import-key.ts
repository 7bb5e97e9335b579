import { createPrivateKey, createPublicKey, KeyObject } from 'node:crypto';
import { describeKey, X509Error } from '../index.ts';
import { toPlain } from './to-plain.ts';

/**
 * A private key as PKCS#8 in DER, not encrypted, or as the KeyObject it is already.
 *
 * @throws X509Error `unsupported-key`
 */
export function importPrivateKey(privateKey: Uint8Array | KeyObject): KeyObject {
  if (privateKey instanceof KeyObject) {
    if (privateKey.type !== 'private') throw new TypeError(`expected a private key, got a ${privateKey.type} one`);
    return privateKey;
  }
  try {
    // A copy, since the declared input is a Buffer; OpenSSL's message is dropped, since it speaks of a secret.
    return createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
  } catch {
    throw new X509Error('unsupported-key', 'expected a private key as unencrypted PKCS#8');
  }
}

/** The SubjectPublicKeyInfo in DER of a private key. */
export function exportPublicKey(privateKey: KeyObject): Uint8Array {
  return toPlain(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }));
}

/** @throws X509Error `unsupported-key`, `malformed-structure` */
export function importPublicKey(spki: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch (error) {
    throw new X509Error('unsupported-key', `not a usable key of type ${describeKey(spki).label}`, { cause: error });
  }
}
