import { type Infer, optional, sequence, type Tagged } from '@crypto-cmp/der';

import { PKIFailureInfo } from './pki-failure-info.ts';
import { PKIFreeText } from './pki-free-text.ts';
import { PKIStatus } from './pki-status.ts';

/**
 * RFC 9810 section 5.2.3.
 *
 *     PKIStatusInfo ::= SEQUENCE {
 *         status        PKIStatus,
 *         statusString  PKIFreeText     OPTIONAL,
 *         failInfo      PKIFailureInfo  OPTIONAL }
 */
const pkiStatusInfo = sequence({
  status: PKIStatus,
  statusString: optional(PKIFreeText),
  failInfo: optional(PKIFailureInfo),
});
export interface PKIStatusInfo extends Infer<typeof pkiStatusInfo> {}
export const PKIStatusInfo: Tagged<PKIStatusInfo> = pkiStatusInfo;
