import {
  explicit,
  generalizedTime,
  type Infer,
  octetString,
  optional,
  sequence,
  sequenceOf,
  smallInteger,
  type Tagged,
} from '@crypto-cmp/der';
import { AlgorithmIdentifier, GeneralName } from '@crypto-cmp/x509';

import { InfoTypeAndValue } from './info-type-and-value.ts';
import { PKIFreeText } from './pki-free-text.ts';

/**
 * RFC 9810 section 5.1.1.
 *
 *     PKIHeader ::= SEQUENCE {
 *         pvno               INTEGER { cmp1999(1), cmp2000(2), cmp2021(3) },
 *         sender             GeneralName,
 *         recipient          GeneralName,
 *         messageTime    [0] GeneralizedTime      OPTIONAL,
 *         protectionAlg  [1] AlgorithmIdentifier  OPTIONAL,
 *         senderKID      [2] KeyIdentifier        OPTIONAL,
 *         recipKID       [3] KeyIdentifier        OPTIONAL,
 *         transactionID  [4] OCTET STRING         OPTIONAL,
 *         senderNonce    [5] OCTET STRING         OPTIONAL,
 *         recipNonce     [6] OCTET STRING         OPTIONAL,
 *         freeText       [7] PKIFreeText          OPTIONAL,
 *         generalInfo    [8] SEQUENCE SIZE (1..MAX) OF InfoTypeAndValue OPTIONAL }
 *
 *     KeyIdentifier ::= OCTET STRING
 */
const pkiHeader = sequence({
  pvno: smallInteger,
  sender: GeneralName,
  recipient: GeneralName,
  messageTime: optional(explicit(0, generalizedTime)),
  protectionAlg: optional(explicit(1, AlgorithmIdentifier)),
  senderKID: optional(explicit(2, octetString)),
  recipKID: optional(explicit(3, octetString)),
  transactionID: optional(explicit(4, octetString)),
  senderNonce: optional(explicit(5, octetString)),
  recipNonce: optional(explicit(6, octetString)),
  freeText: optional(explicit(7, PKIFreeText)),
  generalInfo: optional(explicit(8, sequenceOf(InfoTypeAndValue, { min: 1 }))),
});
export interface PKIHeader extends Infer<typeof pkiHeader> {}
export const PKIHeader: Tagged<PKIHeader> = pkiHeader;
