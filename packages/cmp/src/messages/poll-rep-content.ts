import { type Infer, optional, sequence, sequenceOf, smallInteger, type Tagged } from '@crypto-cmp/der';

import { PKIFreeText } from './pki-free-text.ts';

/**
 * RFC 9810 section 5.3.22. checkAfter is in seconds.
 *
 *     PollRepContent ::= SEQUENCE OF SEQUENCE {
 *         certReqId   INTEGER,
 *         checkAfter  INTEGER,
 *         reason      PKIFreeText OPTIONAL }
 */
const pollRep = sequence({
  certReqId: smallInteger,
  checkAfter: smallInteger,
  reason: optional(PKIFreeText),
});
export interface PollRep extends Infer<typeof pollRep> {}
export type PollRepContent = readonly PollRep[];
export const PollRepContent: Tagged<PollRepContent> = sequenceOf(pollRep);
