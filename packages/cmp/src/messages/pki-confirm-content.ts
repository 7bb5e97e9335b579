import { nullValue, type Tagged } from '@crypto-cmp/der';

/**
 * RFC 9810 section 5.3.17.
 *
 *     PKIConfirmContent ::= NULL
 */
export type PKIConfirmContent = null;
export const PKIConfirmContent: Tagged<PKIConfirmContent> = nullValue;
