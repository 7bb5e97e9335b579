import { explicit, type Infer, octetString, optional, sequence, smallInteger, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

import { PKIStatusInfo } from './pki-status-info.ts';

/**
 * RFC 9810 section 5.3.18. Without statusInfo the certificate is accepted; hashAlg is needed where the certificate's
 * signature algorithm names no hash, and needs pvno 3.
 *
 *     CertStatus ::= SEQUENCE {
 *         certHash        OCTET STRING,
 *         certReqId       INTEGER,
 *         statusInfo      PKIStatusInfo        OPTIONAL,
 *         hashAlg     [0] AlgorithmIdentifier  OPTIONAL }
 */
const certStatus = sequence({
  certHash: octetString,
  certReqId: smallInteger,
  statusInfo: optional(PKIStatusInfo),
  hashAlg: optional(explicit(0, AlgorithmIdentifier)),
});
export interface CertStatus extends Infer<typeof certStatus> {}
export const CertStatus: Tagged<CertStatus> = certStatus;
