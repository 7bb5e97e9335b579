import type { KemKeyType } from '../keys/post-quantum-key-type.ts';
import type { KeyTransportScheme } from './key-transport-scheme.ts';
import type { KemDecapsulator } from './recipients.ts';

/**
 * The cryptography of EnvelopedData (RFC 9481, sections 4 and 5) and of KEM-based protection (RFC 9810, section
 * 5.1.3.4), handed in by the host beside `CryptoProvider`. `nodeCrypto` of `@crypto-cmp/x509/node` is both.
 */
export interface EncryptionProvider {
  /** @throws X509Error `unsupported-key` where the host cannot make such keys */
  generateKemKeyPair(keyType: KemKeyType): Promise<KemKeyPair>;
  /**
   * Makes a shared secret and the ciphertext that carries it to the holder of an ML-KEM key.
   *
   * @param spki SubjectPublicKeyInfo in DER
   * @throws X509Error `unsupported-key`
   */
  encapsulate(spki: Uint8Array): Promise<Encapsulated>;
  /**
   * Encrypts a key to an RSA key.
   *
   * @throws X509Error `unsupported-key`
   */
  encryptKey(scheme: KeyTransportScheme, spki: Uint8Array, key: Uint8Array): Promise<Uint8Array>;
  /**
   * Makes an ephemeral key on the curve of a key for agreement, and the secret shared with its holder.
   *
   * @throws X509Error `unsupported-key`
   */
  agreeEphemerally(spki: Uint8Array): Promise<EphemeralAgreement>;
  /** AES-CBC with the padding of RFC 5652, section 6.3; the key has 16, 24 or 32 octets, the initialization vector 16. */
  encryptAesCbc(key: Uint8Array, iv: Uint8Array, content: Uint8Array): Promise<Uint8Array>;
  /**
   * Tells nothing but that it failed, and must not be asked again and again by a stranger: CBC does not authenticate, so
   * whoever may try ciphertexts learns the content from which of them fail (Vaudenay's attack).
   *
   * @throws X509Error `decryption-failed`
   */
  decryptAesCbc(key: Uint8Array, iv: Uint8Array, encrypted: Uint8Array): Promise<Uint8Array>;
  /** AES key wrap without padding (RFC 3394) of a key of 16 octets or more, a multiple of 8. */
  wrapKey(wrappingKey: Uint8Array, key: Uint8Array): Promise<Uint8Array>;
  /** @throws X509Error `decryption-failed` for another wrapping key, and for what is not a wrapped key */
  unwrapKey(wrappingKey: Uint8Array, wrappedKey: Uint8Array): Promise<Uint8Array>;
  /**
   * Whether a private key that came from elsewhere belongs to a public one: shown by using both, whatever the private one
   * says about it. False for keys that cannot be read or used.
   *
   * @param privateKey PKCS#8 in DER, not encrypted
   * @param spki SubjectPublicKeyInfo in DER
   */
  isKeyPair(privateKey: Uint8Array, spki: Uint8Array): Promise<boolean>;
}

export interface KemKeyPair {
  /** PKCS#8 PrivateKeyInfo in DER, not encrypted: seal it before it is stored. */
  readonly privateKey: Uint8Array;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  readonly decapsulator: KemDecapsulator;
}

export interface Encapsulated {
  readonly ciphertext: Uint8Array;
  /** Secret, 32 octets: derive keys from it. */
  readonly sharedSecret: Uint8Array;
}

export interface EphemeralAgreement {
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  /** Secret: derive keys from it. */
  readonly sharedSecret: Uint8Array;
}
