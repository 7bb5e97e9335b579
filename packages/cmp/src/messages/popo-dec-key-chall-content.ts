import { sequenceOf, type Tagged } from '@crypto-cmp/der';

import { Challenge } from './challenge.ts';

/**
 * RFC 9810 section 5.2.8.3.3. One challenge for each request that needs it, in the order of these.
 *
 *     POPODecKeyChallContent ::= SEQUENCE OF Challenge
 */
export type POPODecKeyChallContent = readonly Challenge[];
export const POPODecKeyChallContent: Tagged<POPODecKeyChallContent> = sequenceOf(Challenge);
