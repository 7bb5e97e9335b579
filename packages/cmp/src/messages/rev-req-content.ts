import { sequenceOf, type Tagged } from '@crypto-cmp/der';

import { RevDetails } from './rev-details.ts';

/**
 * RFC 9810 section 5.3.9.
 *
 *     RevReqContent ::= SEQUENCE OF RevDetails
 */
export type RevReqContent = readonly RevDetails[];
export const RevReqContent: Tagged<RevReqContent> = sequenceOf(RevDetails);
