import { PKIMessage, type PollReqContent } from '@crypto-cmp/cmp';
import { decode, encode, fromHex, toHex } from '@crypto-cmp/der';

import type { Polling } from '../conduct.ts';
import { Refusal } from '../refusal.ts';
import type { Answer, Exchange } from './answer.ts';
import { ANSWER_TYPES, certReqIdOf, isEnrollment } from './enrollment-body.ts';
import { WAITING } from './status-info.ts';

/** `waiting`, and the request kept: RFC 9483, section 4.4. */
export function putOff({ message }: Exchange, { delays }: Polling): Answer {
  const body = message.body.value;
  const certReqId = isEnrollment(body) ? certReqIdOf(body) : WHOLE_MESSAGE;
  const request = toHex(encode(PKIMessage, message));
  const stage = { name: 'waiting', request, certReqId, pollsLeft: delays } as const;
  if (!isEnrollment(body)) return { body: { type: 'error', value: { pKIStatusInfo: WAITING } }, stage };
  const response = [{ certReqId, status: WAITING }];
  return { body: { type: ANSWER_TYPES[body.type], value: { response } }, stage };
}

/**
 * Puts off once more, or gives the answer to the request that was kept.
 *
 * @throws Refusal
 */
export async function answerPollReq(
  exchange: Exchange,
  content: PollReqContent,
  answerNow: (request: Exchange) => Promise<Answer>,
): Promise<Answer> {
  const stage = exchange.transaction?.stage;
  if (stage?.name !== 'waiting') throw new Refusal('badRequest', 'nothing is being waited for in this transaction');
  const [entry, another] = content;
  if (entry === undefined || another !== undefined) throw new Refusal('badRequest', 'expected one entry in pollReq');
  // RFC 9483, section 4.4: -1 asks for the whole message.
  if (entry.certReqId !== stage.certReqId && entry.certReqId !== WHOLE_MESSAGE) {
    throw new Refusal('badRequest', `certReqId ${entry.certReqId}, expected ${stage.certReqId}`);
  }
  if (stage.pollsLeft === 0) {
    const message = decode(PKIMessage, fromHex(stage.request));
    return answerNow({ ...exchange, message, transaction: undefined });
  }
  const checkAfter = exchange.conduct.polling?.checkAfterSeconds ?? 1;
  return {
    body: { type: 'pollRep', value: [{ certReqId: entry.certReqId, checkAfter }] },
    stage: { ...stage, pollsLeft: stage.pollsLeft - 1 },
  };
}

const WHOLE_MESSAGE = -1;
