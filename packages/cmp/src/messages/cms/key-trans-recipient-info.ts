import { type Infer, octetString, sequence, smallInteger, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

import { RecipientIdentifier } from './recipient-identifier.ts';

/**
 * RFC 5652 section 6.2.1.
 *
 *     KeyTransRecipientInfo ::= SEQUENCE {
 *         version                 CMSVersion, -- 0 or 2
 *         rid                     RecipientIdentifier,
 *         keyEncryptionAlgorithm  AlgorithmIdentifier,
 *         encryptedKey            OCTET STRING }
 */
const keyTransRecipientInfo = sequence({
  version: smallInteger,
  rid: RecipientIdentifier,
  keyEncryptionAlgorithm: AlgorithmIdentifier,
  encryptedKey: octetString,
});
export interface KeyTransRecipientInfo extends Infer<typeof keyTransRecipientInfo> {}
export const KeyTransRecipientInfo: Tagged<KeyTransRecipientInfo> = keyTransRecipientInfo;
