import {
  explicit,
  type Infer,
  octetString,
  optional,
  sequence,
  sequenceOf,
  smallInteger,
  type Tagged,
} from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

import { OriginatorIdentifierOrKey } from './originator-identifier-or-key.ts';
import { RecipientEncryptedKey } from './recipient-encrypted-key.ts';

/**
 * RFC 5652 section 6.2.2.
 *
 *     KeyAgreeRecipientInfo ::= SEQUENCE {
 *         version                     CMSVersion, -- always 3
 *         originator              [0] EXPLICIT OriginatorIdentifierOrKey,
 *         ukm                     [1] EXPLICIT OCTET STRING OPTIONAL,
 *         keyEncryptionAlgorithm      AlgorithmIdentifier,
 *         recipientEncryptedKeys      SEQUENCE OF RecipientEncryptedKey }
 */
const keyAgreeRecipientInfo = sequence({
  version: smallInteger,
  originator: explicit(0, OriginatorIdentifierOrKey),
  ukm: optional(explicit(1, octetString)),
  keyEncryptionAlgorithm: AlgorithmIdentifier,
  recipientEncryptedKeys: sequenceOf(RecipientEncryptedKey),
});
export interface KeyAgreeRecipientInfo extends Infer<typeof keyAgreeRecipientInfo> {}
export const KeyAgreeRecipientInfo: Tagged<KeyAgreeRecipientInfo> = keyAgreeRecipientInfo;
