import type { Certificate } from '../certificate/certificate.ts';

/** Whether a certificate may be trusted, and by which path. */
export type PathVerdict = TrustedPath | PathRefusal;

export interface TrustedPath {
  readonly valid: true;
  /** The target first, the trust anchor last; one certificate alone when the target is itself an anchor. */
  readonly path: readonly Certificate[];
}

export interface PathRefusal {
  readonly valid: false;
  readonly code: PathRefusalCode;
  /** One sentence in lower case. */
  readonly message: string;
  /** The certificate that was refused; absent where the search itself could not start. */
  readonly certificate?: Certificate;
}

/** Why no path was accepted. */
export type PathRefusalCode =
  /** No trust anchor is configured: nothing can be trusted, so nothing is. */
  | 'trust-anchor-missing'
  /** No certificate at hand, and no trust anchor, has the name of the issuer. */
  | 'issuer-unknown'
  | 'signature-wrong'
  | 'algorithm-not-supported'
  | 'not-yet-valid'
  | 'expired'
  /** A certificate signed another one, and its basicConstraints do not make it a CA. */
  | 'not-a-ca'
  /** More CA certificates follow than a pathLenConstraint allows. */
  | 'path-too-long'
  /** The keyUsage does not allow what the key was used for. */
  | 'key-usage'
  /** A name lies outside of the permitted subtrees, or inside an excluded one. */
  | 'name-not-permitted'
  | 'name-constraint-not-supported'
  | 'critical-extension-unknown'
  | 'extension-malformed'
  /** Certificates that all issue each other: the search was ended. */
  | 'search-too-large';

export function refuse(code: PathRefusalCode, message: string, certificate?: Certificate): PathRefusal {
  return { valid: false, code, message, ...(certificate !== undefined && { certificate }) };
}
