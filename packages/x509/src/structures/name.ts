import { rawSequence, type Schema } from '@crypto-cmp/der';

// RFC 5280, section 4.1.2.4
//
// Name ::= CHOICE { rdnSequence RDNSequence }
//
// Kept as the bytes that came: read them with decodeName, compare them with matchNames.

export const Name: Schema<Uint8Array> = rawSequence;
