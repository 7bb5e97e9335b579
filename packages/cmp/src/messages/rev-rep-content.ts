import { explicit, type Infer, optional, rawSequence, sequence, sequenceOf, type Tagged } from '@crypto-cmp/der';

import { CertId } from './crmf/cert-id.ts';
import { PKIStatusInfo } from './pki-status-info.ts';

/**
 * RFC 9810 section 5.3.10. Both lists are in the order of the request; CRLs stay as they stand, in DER.
 *
 *     RevRepContent ::= SEQUENCE {
 *         status        SEQUENCE SIZE (1..MAX) OF PKIStatusInfo,
 *         revCerts  [0] SEQUENCE SIZE (1..MAX) OF CertId          OPTIONAL,
 *         crls      [1] SEQUENCE SIZE (1..MAX) OF CertificateList OPTIONAL }
 *
 * OpenSSL answers an rr that names no serial number with revCerts that are there and empty: so none are taken too.
 */
const revRepContent = sequence({
  status: sequenceOf(PKIStatusInfo, { min: 1 }),
  revCerts: optional(explicit(0, sequenceOf(CertId))),
  crls: optional(explicit(1, sequenceOf(rawSequence, { min: 1 }))),
});
export interface RevRepContent extends Infer<typeof revRepContent> {}
export const RevRepContent: Tagged<RevRepContent> = revRepContent;
