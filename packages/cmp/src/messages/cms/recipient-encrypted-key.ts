import {
  choice,
  generalizedTime,
  implicit,
  type Infer,
  octetString,
  optional,
  rawSequence,
  sequence,
  type Tagged,
} from '@crypto-cmp/der';

import { IssuerAndSerialNumber } from './issuer-and-serial-number.ts';

/**
 * RFC 5652 section 6.2.2.
 *
 *     RecipientEncryptedKey ::= SEQUENCE {
 *         rid           CHOICE {
 *             issuerAndSerialNumber      IssuerAndSerialNumber,
 *             rKeyId                 [0] RecipientKeyIdentifier },
 *         encryptedKey  OCTET STRING }
 *
 *     RecipientKeyIdentifier ::= SEQUENCE {
 *         subjectKeyIdentifier  OCTET STRING,
 *         date                  GeneralizedTime OPTIONAL,
 *         other                 OtherKeyAttribute OPTIONAL }
 */
const recipientEncryptedKey = sequence({
  rid: choice({
    issuerAndSerialNumber: IssuerAndSerialNumber,
    rKeyId: implicit(
      0,
      sequence({
        subjectKeyIdentifier: octetString,
        date: optional(generalizedTime),
        other: optional(rawSequence),
      }),
    ),
  }),
  encryptedKey: octetString,
});
export interface RecipientEncryptedKey extends Infer<typeof recipientEncryptedKey> {}
export const RecipientEncryptedKey: Tagged<RecipientEncryptedKey> = recipientEncryptedKey;
