import type { AlgorithmIdentifier, Extension, GeneralName, RevocationReason, Signer } from '@crypto-cmp/x509';

import type { CRLSource } from '../messages/crl-source.ts';
import type { RequestedControls } from './requested-controls.ts';
import type { RequestedUsages } from './requested-usages.ts';
import type { RegistrationInfo } from './utf8-pairs.ts';

/** What to ask the CA for, to get a certificate. */
export type TransactionRequest = EnrollRequest | UpdateRequest | Pkcs10Request;

/** Whatever a transaction can be about. */
export type AnyTransactionRequest = TransactionRequest | RevokeRequest | InformationRequest;

export type Operation = AnyTransactionRequest['operation'];

/** The operations that end in a certificate. */
export type EnrollmentOperation = TransactionRequest['operation'];

/** A first certificate (ir), or one more (cr). */
export type EnrollRequest = EnrollTemplate & RequestedKey;

/**
 * A successor for the certificate of the signature protector (kur). Subject, subjectAltName and further extensions are
 * carried over from it, unless given here.
 */
export type UpdateRequest = UpdateTemplate & RequestedKey;

/** Whose key is to be certified, and how the CA learns that we have it. */
export type RequestedKey = SigningKey | EncryptionKey | CentralKey;

/** One of ours that signs. */
export interface SigningKey {
  /** Of the key pair to be certified: it proves possession. */
  readonly keySigner: Signer;
}

/**
 * One of ours that need not sign, such as ML-KEM or X25519: the CA encrypts the certificate to it, and who can confirm the
 * certificate has the key (RFC 9810, section 5.2.8.3.2). `decryption` of the context holds it.
 */
export interface EncryptionKey {
  /** A SubjectPublicKeyInfo in DER. */
  readonly encryptionKey: Uint8Array;
  readonly keySigner?: never;
}

/**
 * One that the CA makes, and sends encrypted (RFC 9483, section 4.1.6): under a MAC by our secret, else to the key in
 * `decryption` of the context, which is that of our own certificate, or the one in the control protocolEncrKey. See
 * `openDeliveredKey`. The risk: the CA knows the key, and may keep it.
 */
export interface CentralKey {
  readonly centralKey: {
    /** Of the key; the CA chooses by default. */
    readonly algorithm?: AlgorithmIdentifier;
  };
  readonly keySigner?: never;
}

export interface EnrollTemplate extends TemplateOptions {
  readonly operation: 'ir' | 'cr';
  /** A Name in DER; the NULL-DN only beside a subjectAltName. */
  readonly subject: Uint8Array;
  readonly subjectAltNames?: readonly GeneralName[];
  /** Whether the subjectAltName extension is asked for as critical; by default only beside a NULL-DN. */
  readonly subjectAltNameCritical?: boolean;
  /**
   * Say that possession was proven to us (raVerified), and do not sign with the key; false by default. With a key that
   * signs only. For a registration
   * authority that has seen the proof. The risk: an end entity must not (RFC 9810, section 5.2.8.1), since a CA that takes it
   * certifies keys that nobody has shown to have.
   */
  readonly raVerified?: boolean;
}

export interface UpdateTemplate extends TemplateOptions {
  readonly operation: 'kur';
  readonly subject?: Uint8Array;
  readonly subjectAltNames?: readonly GeneralName[];
  /**
   * Carry over the further extensions too, those not given here and not the CA's own to say, such as usages and policies; true
   * by default. The keyUsage only for a key of the same algorithm.
   */
  readonly keepExtensions?: boolean;
  /**
   * The certificate to be updated, DER, where it is not that of the signature protector. RFC 9483, section 4.1.3, wants it to
   * be the same; RFC 9810, section 5.3.5, and OpenSSL do not.
   */
  readonly certificate?: Uint8Array;
}

/** A PKCS#10 request made elsewhere, whose key we need not have. */
export interface Pkcs10Request extends RequestOptions {
  readonly operation: 'p10cr';
  /** A CertificationRequest in DER. */
  readonly csr: Uint8Array;
}

/** A certificate is to be revoked, or its hold lifted (rr). */
export interface RevokeRequest extends HeaderOptions {
  readonly operation: 'rr';
  /** By default the certificate of the signature protector, as RFC 9483, section 4.2, wants it. */
  readonly target?: RevocationTarget;
  /** Always sent (RFC 9483, section 4.2); `removeFromCRL` lifts a hold. */
  readonly reason: RevocationReason;
  /**
   * Take a MAC for the rr; false by default. RFC 9483, section 4.2, forbids it, OpenSSL and some CAs do it. The risk: a
   * secret often outlives the enrollment it was made for, and whoever learns it can then revoke what was enrolled with it.
   */
  readonly allowMac?: boolean;
}

/** How the certificate is named to the CA. */
export type RevocationTarget =
  | { readonly type: 'certificate'; readonly certificate: Uint8Array }
  /** By subject and key, as OpenSSL does: not all CAs take it, RFC 9483 wants issuer and serial number. */
  | { readonly type: 'csr'; readonly csr: Uint8Array }
  /** A Name in DER, and the content octets of the INTEGER. */
  | { readonly type: 'issuerAndSerialNumber'; readonly issuer: Uint8Array; readonly serialNumber: Uint8Array };

/** A question to the CA (genm). */
export interface InformationRequest extends HeaderOptions {
  readonly operation: 'genm';
  readonly question: Question;
  /** The certificate profile that the question is about (RFC 9810, section 5.1.1.4). */
  readonly certProfile?: string;
}

/** RFC 9483, section 4.3, and whatever else RFC 9810, section 5.3.19, or a CA of its own, defines. */
export type Question =
  | { readonly type: 'caCerts' }
  /** Whether a successor of this root, a trust anchor of ours, is there (section 4.3.2). */
  | { readonly type: 'rootCaCert'; readonly currentRoot: Uint8Array }
  | { readonly type: 'certReqTemplate' }
  /**
   * A CRL, if it is newer than `thisUpdate`, that of the one at hand (section 4.3.4). `issuer`, a Name in DER, is whose it
   * must be; where it is absent, a source that is a distribution point leaves that open.
   */
  | {
      readonly type: 'crlStatusList';
      readonly source: CRLSource;
      readonly thisUpdate?: Date;
      readonly issuer?: Uint8Array;
    }
  | { readonly type: 'currentCRL' }
  /** Nothing (RFC 9810, section 5.3.19, lets a genm be empty): whether somebody answers, and what is told unasked. */
  | { readonly type: 'none' }
  /** Any other infoType, with its value in DER where it has one: the answer comes as it is. */
  | { readonly type: 'other'; readonly infoType: string; readonly infoValue?: Uint8Array };

/** What a CRMF request can wish for, or bring along, beside names and key. */
export interface TemplateOptions extends RequestOptions {
  /** Further extensions, without subjectAltName. */
  readonly extensions?: readonly Extension[];
  readonly usages?: RequestedUsages;
  readonly validity?: RequestedValidity;
  /** The Name in DER of the CA that is to issue, for servers behind which there are several. */
  readonly issuer?: Uint8Array;
  readonly controls?: RequestedControls;
  /** utf8Pairs of regInfo (RFC 4211, section 7.1). */
  readonly registrationInfo?: RegistrationInfo;
}

export interface RequestOptions extends HeaderOptions {
  /** Ask the CA to go without certConf; false by default. */
  readonly implicitConfirm?: boolean;
  /** A certificate profile's name (RFC 9810, section 5.1.1.4). */
  readonly certProfile?: string;
}

export interface HeaderOptions {
  /** Our Name in DER under a MAC; by default a commonName with the reference. A signer bears its certificate's subject. */
  readonly sender?: Uint8Array;
  /** The Name of the CA in DER; by default the NULL-DN, for kur and rr the issuer of the certificate in question. */
  readonly recipient?: Uint8Array;
}

export interface RequestedValidity {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}
