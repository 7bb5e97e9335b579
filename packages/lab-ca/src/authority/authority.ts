import type { Certificate, Signer } from '@crypto-cmp/x509';

/** The root, and the CA below it that issues certificates and signs CMP messages. */
export interface Authority {
  readonly root: CaCredential;
  readonly issuing: CaCredential;
  /** How the roots before this one were followed, oldest first; the last one leads to `root`. */
  readonly links: readonly RootLink[];
}

export interface CaCredential {
  readonly certificate: Certificate;
  readonly signer: Signer;
}

/** A root and the one after it, each proven by the other: RFC 9810, section 4.4. Certificates in DER. */
export interface RootLink {
  readonly old: Uint8Array;
  readonly newWithNew: Uint8Array;
  readonly newWithOld: Uint8Array;
  readonly oldWithNew: Uint8Array;
}

/** What leads from the issuing CA to the roots of before, for those who know no newer one. */
export function bridgesOf({ links }: Authority): Uint8Array[] {
  return links.map(({ newWithOld }) => newWithOld).toReversed();
}
