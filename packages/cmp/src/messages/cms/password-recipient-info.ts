import { implicit, type Infer, octetString, optional, sequence, smallInteger, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

/**
 * RFC 5652 section 6.2.4.
 *
 *     PasswordRecipientInfo ::= SEQUENCE {
 *         version                     CMSVersion, -- always 0
 *         keyDerivationAlgorithm  [0] AlgorithmIdentifier OPTIONAL,
 *         keyEncryptionAlgorithm      AlgorithmIdentifier,
 *         encryptedKey                OCTET STRING }
 */
const passwordRecipientInfo = sequence({
  version: smallInteger,
  keyDerivationAlgorithm: optional(implicit(0, AlgorithmIdentifier)),
  keyEncryptionAlgorithm: AlgorithmIdentifier,
  encryptedKey: octetString,
});
export interface PasswordRecipientInfo extends Infer<typeof passwordRecipientInfo> {}
export const PasswordRecipientInfo: Tagged<PasswordRecipientInfo> = passwordRecipientInfo;
