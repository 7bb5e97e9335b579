import { type Infer, optional, sequence, smallInteger, type Tagged } from '@crypto-cmp/der';
import { GeneralName } from '@crypto-cmp/x509';

/**
 * RFC 4211 section 6.3.
 *
 *     SinglePubInfo ::= SEQUENCE {
 *         pubMethod    INTEGER { dontCare(0), x500(1), web(2), ldap(3) },
 *         pubLocation  GeneralName OPTIONAL }
 */
const singlePubInfo = sequence({
  pubMethod: smallInteger,
  pubLocation: optional(GeneralName),
});
export interface SinglePubInfo extends Infer<typeof singlePubInfo> {}
export const SinglePubInfo: Tagged<SinglePubInfo> = singlePubInfo;
