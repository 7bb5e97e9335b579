import { type Infer, octetString, sequence, smallInteger, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

/**
 * Parameters of `id-PasswordBasedMac`: RFC 9810 section 5.1.3.1, RFC 4211 section 4.4. Both count and salt come from the
 * peer: bound them before they cost anything.
 *
 *     PBMParameter ::= SEQUENCE {
 *         salt            OCTET STRING,
 *         owf             AlgorithmIdentifier,
 *         iterationCount  INTEGER,
 *         mac             AlgorithmIdentifier }
 */
const pbmParameter = sequence({
  salt: octetString,
  owf: AlgorithmIdentifier,
  iterationCount: smallInteger,
  mac: AlgorithmIdentifier,
});
export interface PBMParameter extends Infer<typeof pbmParameter> {}
export const PBMParameter: Tagged<PBMParameter> = pbmParameter;

export const ID_PASSWORD_BASED_MAC = '1.2.840.113533.7.66.13';
