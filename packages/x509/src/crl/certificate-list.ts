import type { AlgorithmIdentifier } from '../structures/algorithm-identifier.ts';
import type { Extension } from '../structures/extension.ts';
import type { RevocationReason } from './revocation-reason.ts';

/**
 * What a certificate revocation list says (RFC 5280, section 5.1). Byte strings are views of `der`; the signature has
 * not been verified. Extensions are read by `crlNumber`, `deltaCrlIndicator`, `issuingDistributionPoint` and
 * `authorityKeyIdentifier`.
 */
export interface CertificateList {
  readonly der: Uint8Array;
  /** The bytes that are signed. */
  readonly tbsDer: Uint8Array;
  /** 1 or 2: one more than the number in the encoding. */
  readonly version: number;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  /** A Name in DER. */
  readonly issuer: Uint8Array;
  readonly thisUpdate: Date;
  /** RFC 5280 wants it always; some lists have none. */
  readonly nextUpdate?: Date;
  readonly entries: readonly RevokedCertificate[];
  readonly extensions: readonly Extension[];
  readonly signature: Uint8Array;
}

/** One certificate on a revocation list. */
export interface RevokedCertificate {
  /** The content octets of the INTEGER as they stand, as in a certificate. */
  readonly serialNumber: Uint8Array;
  readonly revocationDate: Date;
  /** Absent when the list does not say, which means `unspecified`. */
  readonly reason?: RevocationReason;
  readonly extensions: readonly Extension[];
}
