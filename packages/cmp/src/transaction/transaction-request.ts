import type { Extension, GeneralName, Signer } from '@crypto-cmp/x509';

/** What to ask the CA for. The union grows with the operations. */
export type TransactionRequest = EnrollRequest | UpdateRequest | Pkcs10Request;

export type Operation = TransactionRequest['operation'];

/** A first certificate (ir), or one more (cr). */
export interface EnrollRequest extends RequestOptions {
  readonly operation: 'ir' | 'cr';
  /** A Name in DER; the NULL-DN only beside a subjectAltName. */
  readonly subject: Uint8Array;
  readonly subjectAltNames?: readonly GeneralName[];
  /** Whether the subjectAltName extension is asked for as critical; by default only beside a NULL-DN. */
  readonly subjectAltNameCritical?: boolean;
  /** Further extensions, without subjectAltName. */
  readonly extensions?: readonly Extension[];
  readonly validity?: RequestedValidity;
  /** Of the key pair to be certified: it proves possession. */
  readonly keySigner: Signer;
}

/**
 * A successor for the certificate of the signature protector (kur). Subject and subjectAltName are carried over from
 * it, unless given here.
 */
export interface UpdateRequest extends RequestOptions {
  readonly operation: 'kur';
  readonly subject?: Uint8Array;
  readonly subjectAltNames?: readonly GeneralName[];
  readonly extensions?: readonly Extension[];
  readonly validity?: RequestedValidity;
  /** Of the new key pair. */
  readonly keySigner: Signer;
}

/** A PKCS#10 request made elsewhere, whose key we need not have. */
export interface Pkcs10Request extends RequestOptions {
  readonly operation: 'p10cr';
  /** A CertificationRequest in DER. */
  readonly csr: Uint8Array;
}

export interface RequestOptions {
  /** Our Name in DER under a MAC; by default a commonName with the reference. A signer bears its certificate's subject. */
  readonly sender?: Uint8Array;
  /** The Name of the CA in DER; by default the NULL-DN, for kur the issuer of the current certificate. */
  readonly recipient?: Uint8Array;
  /** Ask the CA to go without certConf; false by default. */
  readonly implicitConfirm?: boolean;
  /** A certificate profile's name (RFC 9810, section 5.1.1.4). */
  readonly certProfile?: string;
}

export interface RequestedValidity {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}
