import type { CertificateList } from './certificate-list.ts';
import type { RevocationReason } from './revocation-reason.ts';

/** Whether a certificate is revoked, and by which list. */
export type RevocationVerdict =
  | { readonly status: 'good'; readonly crl: CertificateList }
  | {
      readonly status: 'revoked';
      readonly reason: RevocationReason;
      readonly revocationDate: Date;
      readonly crl: CertificateList;
    }
  | RevocationUnknown;

export interface RevocationUnknown {
  readonly status: 'unknown';
  readonly code: RevocationUnknownCode;
  /** One sentence in lower case. */
  readonly message: string;
}

/** Why no list could say. */
export type RevocationUnknownCode =
  /** The issuer given has not the name that the certificate gives. */
  | 'issuer-mismatch'
  /** No list is of this issuer and about this kind of certificate. */
  | 'crl-missing'
  | 'crl-not-yet-valid'
  | 'crl-expired'
  /** It has no nextUpdate. */
  | 'crl-without-end'
  | 'crl-signature-wrong'
  | 'crl-algorithm-not-supported'
  /** The keyUsage of the issuer does not allow cRLSign. */
  | 'crl-sign-missing'
  | 'crl-critical-extension-unknown'
  /** A delta or an indirect list, or one for some reasons only. */
  | 'crl-not-supported'
  | 'crl-malformed';

export function unknown(code: RevocationUnknownCode, message: string): RevocationUnknown {
  return { status: 'unknown', code, message };
}
