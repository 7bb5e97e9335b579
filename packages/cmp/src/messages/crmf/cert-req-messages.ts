import { sequenceOf, type Tagged } from '@crypto-cmp/der';

import { CertReqMsg } from './cert-req-msg.ts';

/**
 * RFC 4211 section 3.
 *
 *     CertReqMessages ::= SEQUENCE SIZE (1..MAX) OF CertReqMsg
 */
export type CertReqMessages = readonly CertReqMsg[];
export const CertReqMessages: Tagged<CertReqMessages> = sequenceOf(CertReqMsg, { min: 1 });
