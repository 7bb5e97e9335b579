import { generalizedTime, type Infer, optional, sequence, type Tagged } from '@crypto-cmp/der';
import { Extensions } from '@crypto-cmp/x509';

import { CertId } from './crmf/cert-id.ts';
import { PKIStatus } from './pki-status.ts';

/**
 * RFC 9810 section 5.3.15.
 *
 *     RevAnnContent ::= SEQUENCE {
 *         status           PKIStatus,
 *         certId           CertId,
 *         willBeRevokedAt  GeneralizedTime,
 *         badSinceDate     GeneralizedTime,
 *         crlDetails       Extensions OPTIONAL }
 */
const revAnnContent = sequence({
  status: PKIStatus,
  certId: CertId,
  willBeRevokedAt: generalizedTime,
  badSinceDate: generalizedTime,
  crlDetails: optional(Extensions),
});
export interface RevAnnContent extends Infer<typeof revAnnContent> {}
export const RevAnnContent: Tagged<RevAnnContent> = revAnnContent;
