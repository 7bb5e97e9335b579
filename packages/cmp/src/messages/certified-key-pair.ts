import { explicit, type Infer, optional, sequence, type Tagged } from '@crypto-cmp/der';

import { CertOrEncCert } from './cert-or-enc-cert.ts';
import { EncryptedKey } from './crmf/encrypted-key.ts';
import { PKIPublicationInfo } from './crmf/pki-publication-info.ts';

/**
 * RFC 9810 section 5.3.4.
 *
 *     CertifiedKeyPair ::= SEQUENCE {
 *         certOrEncCert        CertOrEncCert,
 *         privateKey       [0] EncryptedKey        OPTIONAL,
 *         publicationInfo  [1] PKIPublicationInfo  OPTIONAL }
 */
const certifiedKeyPair = sequence({
  certOrEncCert: CertOrEncCert,
  privateKey: optional(explicit(0, EncryptedKey)),
  publicationInfo: optional(explicit(1, PKIPublicationInfo)),
});
export interface CertifiedKeyPair extends Infer<typeof certifiedKeyPair> {}
export const CertifiedKeyPair: Tagged<CertifiedKeyPair> = certifiedKeyPair;
