import { utf8String } from '@crypto-cmp/der';

import { CertRequest } from './cert-request.ts';

/**
 * What regInfo can hold: RFC 4211 section 7, by the name behind `id-regInfo-`.
 *
 *     id-regInfo ::= { iso(1) identified-organization(3) dod(6) internet(1) security(5) mechanisms(5) pkix(7) 5 2 }
 *
 *     UTF8Pairs  ::= UTF8String
 *     CertReq    ::= CertRequest
 */
export const REG_INFO_TYPES = {
  /** 7.1: `name?value%name?value%` */
  utf8Pairs: { oid: '1.3.6.1.5.5.7.5.2.1', value: utf8String },
  /** 7.2: the request as it was before an RA changed it */
  certReq: { oid: '1.3.6.1.5.5.7.5.2.2', value: CertRequest },
} as const;

export type RegInfoTypeName = keyof typeof REG_INFO_TYPES;
