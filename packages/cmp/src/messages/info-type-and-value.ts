import { type Infer, objectIdentifier, optional, rawValue, sequence, type Tagged } from '@crypto-cmp/der';

/**
 * RFC 9810 section 5.1.1 and 5.3.19. The value stays as it stands, in DER: `INFO_TYPES` knows how to read it.
 *
 *     InfoTypeAndValue ::= SEQUENCE {
 *         infoType   OBJECT IDENTIFIER,
 *         infoValue  ANY DEFINED BY infoType OPTIONAL }
 *
 * The 2002 syntax hides that infoValue may be absent; section 5.3.19 says for which types it may.
 */
const infoTypeAndValue = sequence({
  infoType: objectIdentifier,
  infoValue: optional(rawValue),
});
export interface InfoTypeAndValue extends Infer<typeof infoTypeAndValue> {}
export const InfoTypeAndValue: Tagged<InfoTypeAndValue> = infoTypeAndValue;
