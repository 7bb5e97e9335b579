import { diffieHellman, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { describeKey, type EphemeralAgreement, type KeyAgreementRecipient, X509Error } from '../index.ts';
import { exportPublicKey, importPrivateKey, importPublicKey } from './import-key.ts';
import { toPlain } from './to-plain.ts';

/**
 * Makes a recipient of a private key on P-256, P-384, P-521, X25519 or X448: PKCS#8 in DER, not encrypted, or a
 * KeyObject.
 *
 * @throws X509Error `unsupported-key`
 */
export function createKeyAgreementRecipient(privateKey: Uint8Array | KeyObject): KeyAgreementRecipient {
  const key = importPrivateKey(privateKey);
  const publicKey = exportPublicKey(key);
  const curve = curveOf(publicKey);
  return {
    publicKey,
    agree: async (otherKey) => {
      const otherCurve = curveOf(otherKey);
      if (otherCurve !== curve) throw new X509Error('key-mismatch', `expected a key on ${curve}, got ${otherCurve}`);
      return agree(key, importPublicKey(otherKey));
    },
  };
}

/** See `EncryptionProvider.agreeEphemerally`. */
export async function agreeEphemerally(spki: Uint8Array): Promise<EphemeralAgreement> {
  const { privateKey } = await generators[curveOf(spki)]();
  return { publicKey: exportPublicKey(privateKey), sharedSecret: agree(privateKey, importPublicKey(spki)) };
}

function agree(privateKey: KeyObject, publicKey: KeyObject): Uint8Array {
  try {
    return toPlain(diffieHellman({ privateKey, publicKey }));
  } catch {
    throw new X509Error('decryption-failed', 'the two keys agree on nothing');
  }
}

const generate = promisify(generateKeyPair);

const generators = {
  'P-256': () => generate('ec', { namedCurve: 'P-256' }),
  'P-384': () => generate('ec', { namedCurve: 'P-384' }),
  'P-521': () => generate('ec', { namedCurve: 'P-521' }),
  X25519: () => generate('x25519'),
  X448: () => generate('x448'),
} as const;

function curveOf(spki: Uint8Array): keyof typeof generators {
  const key = describeKey(spki);
  const curve = key.algorithm === 'EC' ? key.curve : key.label;
  if (!isCurve(curve)) throw new X509Error('unsupported-key', `a key of type ${key.label} agrees on nothing`);
  return curve;
}

function isCurve(name: string): name is keyof typeof generators {
  return Object.hasOwn(generators, name);
}
