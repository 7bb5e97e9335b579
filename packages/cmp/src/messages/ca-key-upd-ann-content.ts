import { type Infer, sequence, type Tagged } from '@crypto-cmp/der';

import { CMPCertificate } from './cmp-certificate.ts';

/**
 * RFC 9810 section 5.3.13; deprecated since cmp2021.
 *
 *     CAKeyUpdAnnContent ::= SEQUENCE {
 *         oldWithNew  CMPCertificate, -- old public key signed with new private key
 *         newWithOld  CMPCertificate, -- new public key signed with old private key
 *         newWithNew  CMPCertificate } -- new public key signed with new private key
 */
const caKeyUpdAnnContent = sequence({
  oldWithNew: CMPCertificate,
  newWithOld: CMPCertificate,
  newWithNew: CMPCertificate,
});
export interface CAKeyUpdAnnContent extends Infer<typeof caKeyUpdAnnContent> {}
export const CAKeyUpdAnnContent: Tagged<CAKeyUpdAnnContent> = caKeyUpdAnnContent;
