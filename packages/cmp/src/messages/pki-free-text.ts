import { sequenceOf, type Tagged, utf8String } from '@crypto-cmp/der';

/**
 * RFC 9810 section 5.1.1. For human eyes, written by a peer: show it as text only.
 *
 *     PKIFreeText ::= SEQUENCE SIZE (1..MAX) OF UTF8String
 */
export type PKIFreeText = readonly string[];
export const PKIFreeText: Tagged<PKIFreeText> = sequenceOf(utf8String, { min: 1 });
