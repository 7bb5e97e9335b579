import { integer, sequenceOf, type Tagged } from '@crypto-cmp/der';

/**
 * RFC 9810 section 5.2.8.3.3. The integers found in the challenges, in the order of these.
 *
 *     POPODecKeyRespContent ::= SEQUENCE OF INTEGER
 */
export type POPODecKeyRespContent = readonly bigint[];
export const POPODecKeyRespContent: Tagged<POPODecKeyRespContent> = sequenceOf(integer);
