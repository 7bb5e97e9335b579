import { rawSequence, sequenceOf, type Tagged } from '@crypto-cmp/der';

/**
 * RFC 9810 section 5.1. Each PKIMessage stays as it stands, in DER: its own protection covers its octets, and a schema
 * that held itself could be nested without end.
 *
 *     PKIMessages ::= SEQUENCE SIZE (1..MAX) OF PKIMessage
 */
export type PKIMessages = readonly Uint8Array[];
export const PKIMessages: Tagged<PKIMessages> = sequenceOf(rawSequence, { min: 1 });
