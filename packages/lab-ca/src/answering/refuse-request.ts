import type { PKIBody } from '@crypto-cmp/cmp';

import type { Refusal } from '../refusal.ts';
import { type Answer, ENDED } from './answer.ts';
import { ANSWER_TYPES, certReqIdOf, isEnrollment } from './enrollment-body.ts';
import { rejection } from './status-info.ts';

/**
 * RFC 9483, section 3.6.2: what is refused for its content is refused in the answer that belongs to it.
 *
 * @throws Refusal where there is none: then an error message is the answer
 */
export function refuseRequest(request: PKIBody, reason: Refusal): Answer {
  const status = rejection(reason);
  if (isEnrollment(request)) {
    const response = [{ certReqId: certReqIdOf(request), status }];
    return { body: { type: ANSWER_TYPES[request.type], value: { response } }, stage: ENDED };
  }
  if (request.type === 'rr') return { body: { type: 'rp', value: { status: [status] } }, stage: ENDED };
  throw reason;
}
