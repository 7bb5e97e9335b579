import { describeKey, type KeyDescription } from '@crypto-cmp/x509';

import { Refusal } from '../refusal.ts';

/**
 * RFC 9483, section 5.1.1: keys that are too weak, too long to be serious, or not for signing.
 *
 * @throws Refusal
 */
export function checkKey(publicKey: Uint8Array): Exclude<KeyDescription, { algorithm: 'other' }> {
  const key = describeKey(publicKey);
  if (key.algorithm === 'other')
    throw new Refusal('badCertTemplate', `a key of type ${key.label} is not certified here`);
  if (key.algorithm === 'RSA' && key.modulusBits < MIN_RSA_BITS) {
    throw new Refusal(
      'badCertTemplate',
      `the RSA key has ${key.modulusBits} bits, at least ${MIN_RSA_BITS} are needed`,
    );
  }
  if (key.algorithm === 'RSA' && key.modulusBits > MAX_RSA_BITS) {
    throw new Refusal('badCertTemplate', `the RSA key has ${key.modulusBits} bits, ${MAX_RSA_BITS} are allowed`);
  }
  return key;
}

const MIN_RSA_BITS = 2048;
const MAX_RSA_BITS = 8192;
