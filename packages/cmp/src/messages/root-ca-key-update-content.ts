import { explicit, type Infer, optional, sequence, type Tagged } from '@crypto-cmp/der';

import { CMPCertificate } from './cmp-certificate.ts';

/**
 * RFC 9810 section 5.3.19.15.
 *
 *     RootCaKeyUpdateContent ::= SEQUENCE {
 *         newWithNew      CMPCertificate,          -- the new root CA certificate
 *         newWithOld  [0] CMPCertificate OPTIONAL, -- new public key signed with old private key
 *         oldWithNew  [1] CMPCertificate OPTIONAL } -- old public key signed with new private key
 */
const rootCaKeyUpdateContent = sequence({
  newWithNew: CMPCertificate,
  newWithOld: optional(explicit(0, CMPCertificate)),
  oldWithNew: optional(explicit(1, CMPCertificate)),
});
export interface RootCaKeyUpdateContent extends Infer<typeof rootCaKeyUpdateContent> {}
export const RootCaKeyUpdateContent: Tagged<RootCaKeyUpdateContent> = rootCaKeyUpdateContent;
