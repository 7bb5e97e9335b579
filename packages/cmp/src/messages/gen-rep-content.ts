import { sequenceOf, type Tagged } from '@crypto-cmp/der';

import { InfoTypeAndValue } from './info-type-and-value.ts';

/**
 * RFC 9810 section 5.3.20. Types that are not recognized may be ignored.
 *
 *     GenRepContent ::= SEQUENCE OF InfoTypeAndValue
 */
export type GenRepContent = readonly InfoTypeAndValue[];
export const GenRepContent: Tagged<GenRepContent> = sequenceOf(InfoTypeAndValue);
