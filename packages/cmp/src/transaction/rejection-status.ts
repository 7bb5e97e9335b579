import { PKI_FAILURE_INFO, type PKIFailureInfoName } from '../messages/pki-failure-info.ts';
import { PKI_STATUS } from '../messages/pki-status.ts';
import type { PKIStatusInfo } from '../messages/pki-status-info.ts';

/** A rejection, with its reason for programs and for people (RFC 9483, section 3.6.4). */
export function rejectionStatus(failInfo: PKIFailureInfoName, reason: string): PKIStatusInfo {
  return { status: PKI_STATUS.rejection, statusString: [reason], failInfo: [PKI_FAILURE_INFO[failInfo]] };
}
