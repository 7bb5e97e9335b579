import { type Infer, optional, sequence, sequenceOf, type Tagged, withDer } from '@crypto-cmp/der';

import { AttributeTypeAndValue } from './attribute-type-and-value.ts';
import { CertRequest } from './cert-request.ts';
import { ProofOfPossession } from './proof-of-possession.ts';

/**
 * RFC 4211 section 3. The CertRequest keeps its octets, since the proof of possession is made over these.
 *
 *     CertReqMsg ::= SEQUENCE {
 *         certReq  CertRequest,
 *         popo     ProofOfPossession OPTIONAL,
 *         regInfo  SEQUENCE SIZE (1..MAX) OF AttributeTypeAndValue OPTIONAL }
 */
const certReqMsg = sequence({
  certReq: withDer(CertRequest),
  popo: optional(ProofOfPossession),
  regInfo: optional(sequenceOf(AttributeTypeAndValue, { min: 1 })),
});
export interface CertReqMsg extends Infer<typeof certReqMsg> {}
export const CertReqMsg: Tagged<CertReqMsg> = certReqMsg;
