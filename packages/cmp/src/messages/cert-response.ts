import { type Infer, octetString, optional, sequence, smallInteger, type Tagged } from '@crypto-cmp/der';

import { CertifiedKeyPair } from './certified-key-pair.ts';
import { PKIStatusInfo } from './pki-status-info.ts';

/**
 * RFC 9810 section 5.3.4. A certReqId of -1 answers a p10cr, which has none.
 *
 *     CertResponse ::= SEQUENCE {
 *         certReqId         INTEGER,
 *         status            PKIStatusInfo,
 *         certifiedKeyPair  CertifiedKeyPair  OPTIONAL,
 *         rspInfo           OCTET STRING      OPTIONAL }
 */
const certResponse = sequence({
  certReqId: smallInteger,
  status: PKIStatusInfo,
  certifiedKeyPair: optional(CertifiedKeyPair),
  rspInfo: optional(octetString),
});
export interface CertResponse extends Infer<typeof certResponse> {}
export const CertResponse: Tagged<CertResponse> = certResponse;
