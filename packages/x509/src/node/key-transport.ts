import { constants, type KeyObject, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto';
import { describeKey, type KeyTransportRecipient, type KeyTransportScheme, X509Error } from '../index.ts';
import { exportPublicKey, importPrivateKey, importPublicKey } from './import-key.ts';
import { toPlain } from './to-plain.ts';

/**
 * Makes a recipient of a private RSA key: PKCS#8 in DER, not encrypted, or a KeyObject.
 *
 * @throws X509Error `unsupported-key`
 */
export function createKeyTransportRecipient(privateKey: Uint8Array | KeyObject): KeyTransportRecipient {
  const key = importPrivateKey(privateKey);
  const publicKey = exportPublicKey(key);
  const modulusOctets = checkRsa(publicKey);
  return {
    publicKey,
    decryptKey: async (scheme, encryptedKey, length) => {
      // The length is no secret.
      if (encryptedKey.length !== modulusOctets) throw failure();
      return scheme.kind === 'rsa-pkcs1'
        ? decryptPkcs1(key, encryptedKey, length)
        : decryptOaep(key, scheme, encryptedKey, length);
    },
  };
}

/** See `EncryptionProvider.encryptKey`. */
export function encryptKey(scheme: KeyTransportScheme, spki: Uint8Array, key: Uint8Array): Uint8Array {
  checkRsa(spki);
  return toPlain(publicEncrypt({ key: importPublicKey(spki), ...toPadding(scheme) }, key));
}

/** The random key is there before anything is known: both ways take the same steps. */
function decryptPkcs1(key: KeyObject, encryptedKey: Uint8Array, length: number): Uint8Array {
  const instead = toPlain(randomBytes(length));
  const found = attempt(() => privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, encryptedKey));
  return found?.length === length ? found : instead;
}

function decryptOaep(
  key: KeyObject,
  scheme: KeyTransportScheme & { kind: 'rsa-oaep' },
  encryptedKey: Uint8Array,
  length: number,
): Uint8Array {
  const found = attempt(() => privateDecrypt({ key, ...toPadding(scheme) }, encryptedKey));
  if (found?.length !== length) throw failure();
  return found;
}

/** OpenSSL's message is dropped: it tells in which way it failed. */
function attempt(decrypt: () => Buffer<ArrayBuffer>): Uint8Array | undefined {
  try {
    return toPlain(decrypt());
  } catch {
    return undefined;
  }
}

function failure(): X509Error {
  return new X509Error('decryption-failed', 'the encrypted key cannot be decrypted');
}

function toPadding(scheme: KeyTransportScheme): { padding: number; oaepHash?: string } {
  return scheme.kind === 'rsa-pkcs1'
    ? { padding: constants.RSA_PKCS1_PADDING }
    : { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: scheme.hash };
}

/** The octets of the modulus. A key for PSS only must not be used for anything else (RFC 4055, section 1.2). */
function checkRsa(spki: Uint8Array): number {
  const key = describeKey(spki);
  if (key.algorithm !== 'RSA' || key.pssOnly || key.modulusBits < 1024 || key.modulusBits > 16384) {
    throw new X509Error('unsupported-key', `a key of type ${key.label} transports no keys`);
  }
  return Math.ceil(key.modulusBits / 8);
}
