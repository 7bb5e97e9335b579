import { rawSequence, sequenceOf, type Tagged } from '@crypto-cmp/der';

/**
 * RFC 9810 section 5.3.16. Each CRL stays as it stands, in DER.
 *
 *     CRLAnnContent ::= SEQUENCE OF CertificateList
 */
export type CRLAnnContent = readonly Uint8Array[];
export const CRLAnnContent: Tagged<CRLAnnContent> = sequenceOf(rawSequence);
