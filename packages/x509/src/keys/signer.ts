import type { AlgorithmIdentifier } from '../structures/algorithm-identifier.ts';

/** A private key that signs and never shows itself: in memory, in a browser, in a hardware token. */
export interface Signer {
  /** The signature algorithm, as it goes beside the signature. */
  readonly algorithm: AlgorithmIdentifier;
  /** The public key: a SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  /** Signs `data` itself, not a hash of it. An ECDSA signature comes back in DER (RFC 3279, section 2.2.3). */
  sign(data: Uint8Array): Promise<Uint8Array>;
}
