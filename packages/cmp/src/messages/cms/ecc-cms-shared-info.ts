import { explicit, type Infer, octetString, optional, sequence, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

/**
 * What goes into the key derivation of ECDH: RFC 5753 section 7.2. suppPubInfo is the length of the wrapping key, in bits.
 *
 *     ECC-CMS-SharedInfo ::= SEQUENCE {
 *         keyInfo          AlgorithmIdentifier,
 *         entityUInfo  [0] EXPLICIT OCTET STRING OPTIONAL, -- the ukm
 *         suppPubInfo  [2] EXPLICIT OCTET STRING }
 */
const eccCmsSharedInfo = sequence({
  keyInfo: AlgorithmIdentifier,
  entityUInfo: optional(explicit(0, octetString)),
  suppPubInfo: explicit(2, octetString),
});
export interface ECCCMSSharedInfo extends Infer<typeof eccCmsSharedInfo> {}
export const ECCCMSSharedInfo: Tagged<ECCCMSSharedInfo> = eccCmsSharedInfo;
