import { type Infer, objectIdentifier, rawValue, sequence, type Tagged } from '@crypto-cmp/der';

/**
 * RFC 5652 section 6.2.5. The type id-ori-kem holds a KEMRecipientInfo.
 *
 *     OtherRecipientInfo ::= SEQUENCE {
 *         oriType   OBJECT IDENTIFIER,
 *         oriValue  ANY DEFINED BY oriType }
 */
const otherRecipientInfo = sequence({
  oriType: objectIdentifier,
  oriValue: rawValue,
});
export interface OtherRecipientInfo extends Infer<typeof otherRecipientInfo> {}
export const OtherRecipientInfo: Tagged<OtherRecipientInfo> = otherRecipientInfo;
