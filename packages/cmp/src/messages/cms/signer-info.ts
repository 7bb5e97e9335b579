import { type Infer, octetString, optional, rawTagged, sequence, smallInteger, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

import { RecipientIdentifier } from './recipient-identifier.ts';

/**
 * RFC 5652 section 5.3. SignerIdentifier is written like RecipientIdentifier. The attributes stay as they stand,
 * context tag included: what is signed is signedAttrs with the tag of a SET in its place.
 *
 *     SignerInfo ::= SEQUENCE {
 *         version                 CMSVersion, -- 1 or 3
 *         sid                     SignerIdentifier,
 *         digestAlgorithm         AlgorithmIdentifier,
 *         signedAttrs         [0] SET SIZE (1..MAX) OF Attribute OPTIONAL,
 *         signatureAlgorithm      AlgorithmIdentifier,
 *         signature               OCTET STRING,
 *         unsignedAttrs       [1] SET SIZE (1..MAX) OF Attribute OPTIONAL }
 */
const signerInfo = sequence({
  version: smallInteger,
  sid: RecipientIdentifier,
  digestAlgorithm: AlgorithmIdentifier,
  signedAttrs: optional(rawTagged(0xa0)),
  signatureAlgorithm: AlgorithmIdentifier,
  signature: octetString,
  unsignedAttrs: optional(rawTagged(0xa1)),
});
export interface SignerInfo extends Infer<typeof signerInfo> {}
export const SignerInfo: Tagged<SignerInfo> = signerInfo;
