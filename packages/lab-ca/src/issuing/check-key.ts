import { describeKey, type KeyDescription, X509Error } from '@crypto-cmp/x509';

import { Refusal } from '../refusal.ts';

/**
 * RFC 9483, section 5.1.1: keys that are too weak, too long to be serious, or not for signing. Asked before the proof of
 * possession, which for a key of some kilobytes would be an attack on us.
 *
 * @throws Refusal
 */
export function checkKey(publicKey: Uint8Array): KeyDescription {
  const key = readKey(publicKey);
  if (key.algorithm === 'other' || key.algorithm === 'ML-KEM') {
    throw new Refusal('badCertTemplate', `a key of type ${key.label} cannot prove its possession by a signature`);
  }
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

/** A key that somebody can decrypt by, whether or not it can sign. @throws Refusal */
export function checkDecryptionKey(publicKey: Uint8Array): KeyDescription {
  const key = readKey(publicKey);
  const isFit = key.algorithm === 'ML-KEM' || key.label === 'X25519' || key.label === 'X448';
  if (!isFit && key.algorithm !== 'RSA' && key.algorithm !== 'EC') {
    throw new Refusal('badCertTemplate', `nothing can be encrypted to a key of type ${key.label}`);
  }
  return isFit ? key : checkKey(publicKey);
}

function readKey(publicKey: Uint8Array): KeyDescription {
  try {
    return describeKey(publicKey);
  } catch (cause) {
    if (cause instanceof X509Error) throw new Refusal('badCertTemplate', cause.message, { cause });
    throw cause;
  }
}

const MIN_RSA_BITS = 2048;
const MAX_RSA_BITS = 8192;
