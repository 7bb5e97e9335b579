import { type Infer, optional, sequence, type Tagged } from '@crypto-cmp/der';
import { Time } from '@crypto-cmp/x509';

import { CRLSource } from './crl-source.ts';

/**
 * RFC 9810 section 5.3.19.17. thisUpdate is that of the newest CRL the sender has.
 *
 *     CRLStatus ::= SEQUENCE {
 *         source      CRLSource,
 *         thisUpdate  Time OPTIONAL }
 */
const crlStatus = sequence({
  source: CRLSource,
  thisUpdate: optional(Time),
});
export interface CRLStatus extends Infer<typeof crlStatus> {}
export const CRLStatus: Tagged<CRLStatus> = crlStatus;
