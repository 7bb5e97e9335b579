import type { KeyTransportScheme } from './key-transport-scheme.ts';

/** A private RSA key to which keys are encrypted, and which never shows itself. */
export interface KeyTransportRecipient {
  /** The public key: a SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  /**
   * Decrypts a key of `length` octets. By PKCS #1 v1.5 a wrong padding, or a key of another length, gives a random key in
   * its place and no error (implicit rejection; RFC 3218, section 2.3.2): who could tell the two apart could decrypt
   * anything (Bleichenbacher's attack). What it encrypts then fails like content that was tampered with.
   *
   * @throws X509Error `decryption-failed`
   */
  decryptKey(scheme: KeyTransportScheme, encryptedKey: Uint8Array, length: number): Promise<Uint8Array>;
}

/** A private key on P-256, P-384, P-521, X25519 or X448 for agreement, which never shows itself. */
export interface KeyAgreementRecipient {
  readonly publicKey: Uint8Array;
  /**
   * The shared secret Z with the other side's key, which must be of the same curve: a SubjectPublicKeyInfo in DER.
   *
   * @throws X509Error `unsupported-key` for a key that is none, `key-mismatch` for one of another curve,
   *   `decryption-failed` for one of small order (RFC 7748, section 6)
   */
  agree(otherKey: Uint8Array): Promise<Uint8Array>;
}

/** A private ML-KEM key, which never shows itself. */
export interface KemDecapsulator {
  readonly publicKey: Uint8Array;
  /**
   * The shared secret in a ciphertext. One that was tampered with gives another secret and no error (FIPS 203, section
   * 6.3).
   *
   * @throws X509Error `decryption-failed` for a ciphertext of a wrong length
   */
  decapsulate(ciphertext: Uint8Array): Promise<Uint8Array>;
}
