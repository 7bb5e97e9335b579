import { sequenceOf, type Tagged } from '@crypto-cmp/der';

import { InfoTypeAndValue } from './info-type-and-value.ts';

/**
 * RFC 9810 section 5.3.19. Empty: the CA may send whatever it wishes.
 *
 *     GenMsgContent ::= SEQUENCE OF InfoTypeAndValue
 */
export type GenMsgContent = readonly InfoTypeAndValue[];
export const GenMsgContent: Tagged<GenMsgContent> = sequenceOf(InfoTypeAndValue);
