import { concat } from '@crypto-cmp/der';
import { type EncryptionProvider, X509Error } from '@crypto-cmp/x509';

import { AES_BLOCK } from './aes-algorithms.ts';

/**
 * The key wrap of RFC 3211, section 2.3: two passes of CBC over length, check octets, key and padding. OpenSSL knows no
 * other for passwords; RFC 9481 wants AES key wrap.
 *
 * @throws X509Error `decryption-failed`
 */
export async function unwrapPwriKek(
  wrappingKey: Uint8Array,
  iv: Uint8Array,
  wrapped: Uint8Array,
  crypto: Pick<EncryptionProvider, 'encryptAesCbc' | 'decryptAesCbc'>,
): Promise<Uint8Array> {
  if (wrapped.length < 2 * AES_BLOCK || wrapped.length % AES_BLOCK !== 0 || wrapped.length > MAX_OCTETS)
    throw failure();
  const decrypt = async (by: Uint8Array, data: Uint8Array): Promise<Uint8Array> => {
    // A block of nothing but padding behind the data: what is decrypted is the data, whatever it ends in.
    const padding = await crypto.encryptAesCbc(wrappingKey, data.slice(-AES_BLOCK), new Uint8Array());
    return crypto.decryptAesCbc(wrappingKey, by, concat(data, padding));
  };
  // The second pass began with the last block of the first as its initialization vector.
  const last = await decrypt(wrapped.slice(-2 * AES_BLOCK, -AES_BLOCK), wrapped.slice(-AES_BLOCK));
  const inner = await decrypt(last, wrapped);
  const block = await decrypt(iv, inner);
  const [length = 0] = block;
  const isChecked = [1, 2, 3].every((index) => (block[index] ?? 0) === (~(block[index + 3] ?? 0) & 0xff));
  if (!isChecked || length < 3 || length + 4 > block.length) throw failure();
  return block.slice(4, 4 + length);
}

function failure(): X509Error {
  return new X509Error('decryption-failed', 'the wrapped key cannot be decrypted');
}

const MAX_OCTETS = 1024;

export const ID_ALG_PWRI_KEK = '1.2.840.113549.1.9.16.3.9';
