import { sequenceOf, type Tagged } from '@crypto-cmp/der';

import { AttributeTypeAndValue } from './attribute-type-and-value.ts';

/**
 * RFC 4211 section 6.
 *
 *     Controls ::= SEQUENCE SIZE (1..MAX) OF AttributeTypeAndValue
 */
export type Controls = readonly AttributeTypeAndValue[];
export const Controls: Tagged<Controls> = sequenceOf(AttributeTypeAndValue, { min: 1 });
