import {
  generalizedTime,
  type Infer,
  octetString,
  optional,
  rawSequence,
  sequence,
  smallInteger,
  type Tagged,
} from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

/**
 * RFC 5652 section 6.2.3.
 *
 *     KEKRecipientInfo ::= SEQUENCE {
 *         version                 CMSVersion, -- always 4
 *         kekid                   KEKIdentifier,
 *         keyEncryptionAlgorithm  AlgorithmIdentifier,
 *         encryptedKey            OCTET STRING }
 *
 *     KEKIdentifier ::= SEQUENCE {
 *         keyIdentifier  OCTET STRING,
 *         date           GeneralizedTime OPTIONAL,
 *         other          OtherKeyAttribute OPTIONAL }
 */
const kekRecipientInfo = sequence({
  version: smallInteger,
  kekid: sequence({
    keyIdentifier: octetString,
    date: optional(generalizedTime),
    other: optional(rawSequence),
  }),
  keyEncryptionAlgorithm: AlgorithmIdentifier,
  encryptedKey: octetString,
});
export interface KEKRecipientInfo extends Infer<typeof kekRecipientInfo> {}
export const KEKRecipientInfo: Tagged<KEKRecipientInfo> = kekRecipientInfo;
