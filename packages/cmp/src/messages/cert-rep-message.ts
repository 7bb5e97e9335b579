import { explicit, type Infer, optional, sequence, sequenceOf, type Tagged } from '@crypto-cmp/der';

import { CertResponse } from './cert-response.ts';
import { CMPCertificate } from './cmp-certificate.ts';

/**
 * RFC 9810 section 5.3.4.
 *
 *     CertRepMessage ::= SEQUENCE {
 *         caPubs    [1] SEQUENCE SIZE (1..MAX) OF CMPCertificate OPTIONAL,
 *         response      SEQUENCE OF CertResponse }
 */
const certRepMessage = sequence({
  caPubs: optional(explicit(1, sequenceOf(CMPCertificate, { min: 1 }))),
  response: sequenceOf(CertResponse),
});
export interface CertRepMessage extends Infer<typeof certRepMessage> {}
export const CertRepMessage: Tagged<CertRepMessage> = certRepMessage;
