import { sequence, sequenceOf, smallInteger, type Tagged } from '@crypto-cmp/der';

/**
 * RFC 9810 section 5.3.22. A certReqId of -1 asks for the whole message.
 *
 *     PollReqContent ::= SEQUENCE OF SEQUENCE {
 *         certReqId  INTEGER }
 */
export type PollReqContent = readonly { readonly certReqId: number }[];
export const PollReqContent: Tagged<PollReqContent> = sequenceOf(sequence({ certReqId: smallInteger }));
