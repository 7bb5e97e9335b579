import { explicit, type Infer, octetString, optional, sequence, smallInteger, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

/**
 * Parameters of `id-KemBasedMac`: RFC 9810 section 5.1.3.4. `len` is the length of the derived key in octets.
 *
 *     KemBMParameter ::= SEQUENCE {
 *         kdf             AlgorithmIdentifier,
 *         kemContext  [0] OCTET STRING OPTIONAL,
 *         len             INTEGER (1..MAX),
 *         mac             AlgorithmIdentifier }
 */
const kemBMParameter = sequence({
  kdf: AlgorithmIdentifier,
  kemContext: optional(explicit(0, octetString)),
  len: smallInteger,
  mac: AlgorithmIdentifier,
});
export interface KemBMParameter extends Infer<typeof kemBMParameter> {}
export const KemBMParameter: Tagged<KemBMParameter> = kemBMParameter;

export const ID_KEM_BASED_MAC = '1.2.840.113533.7.66.16';
