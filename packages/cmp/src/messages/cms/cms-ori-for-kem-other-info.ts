import { explicit, type Infer, octetString, optional, sequence, smallInteger, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

/**
 * What goes into the key derivation of a KEM: RFC 9629 section 5. kekLength is in octets.
 *
 *     CMSORIforKEMOtherInfo ::= SEQUENCE {
 *         wrap          KeyEncryptionAlgorithmIdentifier,
 *         kekLength     INTEGER (1..65535),
 *         ukm       [0] EXPLICIT UserKeyingMaterial OPTIONAL }
 */
const cmsOriForKemOtherInfo = sequence({
  wrap: AlgorithmIdentifier,
  kekLength: smallInteger,
  ukm: optional(explicit(0, octetString)),
});
export interface CMSORIforKEMOtherInfo extends Infer<typeof cmsOriForKemOtherInfo> {}
export const CMSORIforKEMOtherInfo: Tagged<CMSORIforKEMOtherInfo> = cmsOriForKemOtherInfo;
