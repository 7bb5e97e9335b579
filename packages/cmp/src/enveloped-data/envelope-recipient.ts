import type {
  Certificate,
  CryptoProvider,
  EncryptionProvider,
  KemDecapsulator,
  KeyAgreementRecipient,
  KeyTransportRecipient,
} from '@crypto-cmp/x509';

import type { MacLimits } from '../protection/mac-limits.ts';

/** A private key for which others encrypt, by the technique that goes with it (RFC 9810, section 5.2.2). */
export type DecryptionKey =
  | { readonly kind: 'keyTransport'; readonly key: KeyTransportRecipient }
  | { readonly kind: 'keyAgreement'; readonly key: KeyAgreementRecipient }
  | { readonly kind: 'kem'; readonly key: KemDecapsulator };

/** Whoever is able to open an EnvelopedData. */
export type EnvelopeRecipient = KeyRecipient | PasswordRecipient;

/** The certificate, where there is one, must be the one that the recipient identifier names. */
export type KeyRecipient = DecryptionKey & { readonly certificate?: Certificate };

export interface PasswordRecipient {
  readonly kind: 'password';
  readonly secret: Uint8Array;
  /** Salts with which keys for MACs were derived: none of them may derive this key too (RFC 9481, section 4.4). */
  readonly usedSalts: readonly Uint8Array[];
}

/** What is accepted beyond, and beneath, the defaults. */
export interface EnvelopeRules {
  /** Key transport by RSAES-PKCS1-v1_5; false by default. */
  readonly acceptPkcs1?: boolean;
  /** Of the derivation from a password. */
  readonly macLimits: MacLimits;
  /** Where a static key of the originator is looked for. */
  readonly certificates: readonly Certificate[];
}

export type OpeningCrypto = Pick<CryptoProvider, 'digest' | 'hmac' | 'pbkdf2'> &
  Pick<EncryptionProvider, 'encryptAesCbc' | 'decryptAesCbc' | 'unwrapKey'>;
