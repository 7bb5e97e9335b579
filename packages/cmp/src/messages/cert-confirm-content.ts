import { sequenceOf, type Tagged } from '@crypto-cmp/der';

import { CertStatus } from './cert-status.ts';

/**
 * RFC 9810 section 5.3.18. Empty: all certificates of the response are rejected.
 *
 *     CertConfirmContent ::= SEQUENCE OF CertStatus
 */
export type CertConfirmContent = readonly CertStatus[];
export const CertConfirmContent: Tagged<CertConfirmContent> = sequenceOf(CertStatus);
