import { createCipheriv, webcrypto } from 'node:crypto';
import { type GmacInput, type KmacInput, X509Error } from '../index.ts';
import { toPlain } from './to-plain.ts';

/** See `CryptoProvider.kmac`. */
export async function kmac({ variant, key, data, length, customization }: KmacInput): Promise<Uint8Array<ArrayBuffer>> {
  const name = `KMAC${variant}`;
  try {
    // as, twice: both are newer than the types of Node
    const imported = await webcrypto.subtle.importKey('raw-secret' as 'raw', key, { name }, false, ['sign']);
    const parameters = { name, outputLength: length * 8, customization } as webcrypto.AlgorithmIdentifier;
    return toPlain(Buffer.from(await webcrypto.subtle.sign(parameters, imported, data)));
  } catch (cause) {
    throw new X509Error('unsupported-algorithm', `this Node has no ${name}`, { cause });
  }
}

/** See `CryptoProvider.gmac`. */
export function gmac({ key, nonce, data, length }: GmacInput): Uint8Array<ArrayBuffer> {
  if (key.length !== 16 && key.length !== 24 && key.length !== 32) {
    throw new TypeError(`expected a key of 16, 24 or 32 octets, got ${key.length}`);
  }
  // GCM with nothing to encrypt (NIST SP 800-38D).
  const cipher = createCipheriv(GCM[key.length], key, nonce, { authTagLength: length });
  cipher.setAAD(data);
  cipher.final();
  return toPlain(cipher.getAuthTag());
}

const GCM = { 16: 'aes-128-gcm', 24: 'aes-192-gcm', 32: 'aes-256-gcm' } as const;
