import { PKI_FAILURE_INFO, PKI_STATUS, type PKIStatusInfo } from '@crypto-cmp/cmp';

import type { Refusal } from '../refusal.ts';

export const ACCEPTED: PKIStatusInfo = { status: PKI_STATUS.accepted };

/** RFC 9483, section 3.6.4: rejection, the most fitting failInfo, and a sentence. */
export function rejection({ failInfo, message }: Pick<Refusal, 'failInfo' | 'message'>): PKIStatusInfo {
  return { status: PKI_STATUS.rejection, statusString: [message], failInfo: [PKI_FAILURE_INFO[failInfo]] };
}

/** RFC 9483, section 4.4: no failInfo. */
export const WAITING: PKIStatusInfo = { status: PKI_STATUS.waiting, statusString: ['ask again after a while'] };
