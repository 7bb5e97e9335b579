import { type Infer, sequence, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

/**
 * Parameters of `id-DHBasedMac`: RFC 9810 section 5.1.3.2.
 *
 *     DHBMParameter ::= SEQUENCE {
 *         owf  AlgorithmIdentifier,
 *         mac  AlgorithmIdentifier }
 */
const dhbmParameter = sequence({
  owf: AlgorithmIdentifier,
  mac: AlgorithmIdentifier,
});
export interface DHBMParameter extends Infer<typeof dhbmParameter> {}
export const DHBMParameter: Tagged<DHBMParameter> = dhbmParameter;

export const ID_DH_BASED_MAC = '1.2.840.113533.7.66.30';
