import type { CertConfirmContent } from '@crypto-cmp/cmp';

import { Refusal } from '../refusal.ts';
import { type Answer, ENDED, type Exchange } from './answer.ts';
import { answerCertConf } from './answer-cert-conf.ts';
import { answerGenm } from './answer-genm.ts';
import { answerPollReq, putOff } from './answer-poll-req.ts';
import { answerRr } from './answer-rr.ts';
import { checkEnrollment, enroll } from './enroll.ts';
import { isEnrollment } from './enrollment-body.ts';
import { refuseByFault } from './refuse-by-fault.ts';
import { refuseRequest } from './refuse-request.ts';
import { requireInUse } from './require-in-use.ts';
import { takeError } from './take-error.ts';

/**
 * Acts on a message.
 *
 * @throws Refusal where an error message is the answer
 */
export async function answerMessage(exchange: Exchange): Promise<Answer> {
  const body = exchange.message.body.value;
  const refused = refuseByFault(exchange);
  if (refused !== undefined) return refused;
  // An rr may be there to revive its own certificate; whoever gives up may do so with any.
  if (body.type !== 'rr' && body.type !== 'error') requireGoodSigner(exchange);
  switch (body.type) {
    case 'certConf':
      return confirm(exchange, body.value);
    case 'pollReq':
      return answerPollReq(exchange, body.value, answerNow);
    case 'error':
      return takeError(exchange);
    default:
      return answerRequest(exchange);
  }
}

/** RFC 9483, section 3.5. */
function requireGoodSigner({ requester, lab }: Exchange): void {
  if (requester.kind === 'signature' && requester.own !== undefined) requireInUse(requester.own, lab);
}

/** The confirmation counts at once; only its answer may come after a while. */
async function confirm(exchange: Exchange, content: CertConfirmContent): Promise<Answer> {
  const { confirmationPolling: polling } = exchange.conduct;
  const answer = await answerCertConf(exchange, content);
  return polling === undefined ? answer : putOff(exchange, polling);
}

/** A first message: at once, or after a while where the path says so. */
async function answerRequest(exchange: Exchange): Promise<Answer> {
  const { polling } = exchange.conduct;
  const body = exchange.message.body.value;
  if (polling === undefined) return answerNow(exchange);
  try {
    if (isEnrollment(body)) await checkEnrollment(exchange, body);
    return putOff(exchange, polling);
  } catch (error) {
    if (error instanceof Refusal) return refuseRequest(body, error);
    throw error;
  }
}

async function answerNow(exchange: Exchange): Promise<Answer> {
  const body = exchange.message.body.value;
  try {
    if (isEnrollment(body)) return await enroll(exchange, body);
    if (body.type === 'rr') return await answerRr(exchange, body.value);
    if (body.type === 'genm') return await answerGenm(exchange, body.value);
    // It was acted on when it came.
    if (body.type === 'certConf') return { body: { type: 'pkiconf', value: null }, stage: ENDED };
  } catch (error) {
    if (error instanceof Refusal) return refuseRequest(body, error);
    throw error;
  }
  throw new Refusal('badRequest', `this CA does not answer ${body.type}`);
}
