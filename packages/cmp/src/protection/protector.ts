import type { HashName, HkdfInput, KemDecapsulator, Signer } from '@crypto-cmp/x509';

/** How our messages are protected: the credential of one side, the same for a whole transaction. */
export type Protector = MacProtector | SignatureProtector | KemProtector;

/**
 * No protection at all: for CAs that take such requests, over a channel that proves both sides. What the CA answers has to
 * be signed all the same. The risk is the CA's: anyone may have made the request, or changed it.
 */
export interface NoProtector {
  readonly kind: 'none';
}

/** A secret shared with the CA (RFC 9810, section 5.1.3.1). */
export interface MacProtector {
  readonly kind: 'mac';
  readonly secret: Uint8Array;
  /** The octets by which the CA finds the secret: the senderKID. */
  readonly referenceId: Uint8Array;
  /** PasswordBasedMac with SHA-256 and HMAC-SHA-256 by default. */
  readonly parameters?: MacParameters;
}

export interface MacParameters {
  readonly algorithm: 'passwordBasedMac' | 'pbmac1';
  /** The one-way function of PasswordBasedMac, or the PRF's hash of PBKDF2; SHA-256 by default. */
  readonly hash?: HashName;
  /** The hash of the HMAC over the message, or a SHAKE for KMAC; SHA-256 by default. */
  readonly macHash?: HashName;
  /** 10,000 by default. */
  readonly iterations?: number;
  /** In octets; 16 by default. */
  readonly saltLength?: number;
}

/** A key whose certificate the CA knows how to validate (RFC 9810, section 5.1.3.3). */
export interface SignatureProtector {
  readonly kind: 'signature';
  readonly signer: Signer;
  /** The signer's certificate, DER: the first of extraCerts. */
  readonly certificate: Uint8Array;
  /** Its chain upwards, DER, usually without the anchor: the rest of extraCerts. */
  readonly chain: readonly Uint8Array[];
}

/**
 * A KEM key whose certificate the CA knows how to validate (RFC 9810, section 5.1.3.4). It cannot sign: the CA first sends
 * a ciphertext for it, and the secret in that makes the MACs of this transaction.
 */
export interface KemProtector {
  readonly kind: 'kem';
  readonly decapsulator: KemDecapsulator;
  /** The certificate of the key, DER: the first of extraCerts. */
  readonly certificate: Uint8Array;
  /** Its chain upwards, DER, usually without the anchor: the rest of extraCerts. */
  readonly chain: readonly Uint8Array[];
  /** HKDF with SHA-256 and HMAC-SHA-256 by default. */
  readonly parameters?: KemMacParameters;
}

export interface KemMacParameters {
  readonly kdfHash?: HkdfInput['hash'];
  /** The hash of the HMAC over the message, or a SHAKE for KMAC. */
  readonly macHash?: HashName;
}
