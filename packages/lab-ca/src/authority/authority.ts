import type { Certificate, Signer } from '@crypto-cmp/x509';

/** The root, and the CA below it that issues certificates and signs CMP messages. */
export interface Authority {
  readonly root: CaCredential;
  readonly issuing: CaCredential;
}

export interface CaCredential {
  readonly certificate: Certificate;
  readonly signer: Signer;
}
