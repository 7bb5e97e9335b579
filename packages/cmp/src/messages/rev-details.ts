import { type Infer, optional, sequence, type Tagged } from '@crypto-cmp/der';
import { Extensions } from '@crypto-cmp/x509';

import { CertTemplate } from './crmf/cert-template.ts';

/**
 * RFC 9810 section 5.3.9. The extensions are those wished for the CRL entry, the reason code among them.
 *
 *     RevDetails ::= SEQUENCE {
 *         certDetails      CertTemplate,
 *         crlEntryDetails  Extensions OPTIONAL }
 */
const revDetails = sequence({
  certDetails: CertTemplate,
  crlEntryDetails: optional(Extensions),
});
export interface RevDetails extends Infer<typeof revDetails> {}
export const RevDetails: Tagged<RevDetails> = revDetails;
