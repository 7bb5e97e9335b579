import { type GenMsgContent, INFO_TYPES, type InfoTypeAndValue } from '@crypto-cmp/cmp';
import { DerError, encode } from '@crypto-cmp/der';

import { bridgesOf } from '../authority/authority.ts';
import { Refusal } from '../refusal.ts';
import { type Answer, ENDED, type Exchange } from './answer.ts';
import { QUESTIONS } from './questions.ts';

/**
 * RFC 9810, section 5.3.19. What is not known is named in unsupportedOIDs, and nothing asked gets nothing; RFC 9483, section
 * 4.3, has one question to a message, and an error for one that cannot be answered.
 *
 * @throws Refusal
 */
export async function answerGenm(exchange: Exchange, content: GenMsgContent): Promise<Answer> {
  const { lightweight } = exchange.conduct;
  if (lightweight && content.length !== 1) {
    throw new Refusal('badRequest', `${content.length} questions, expected one (RFC 9483, section 4.3)`);
  }
  const answers: InfoTypeAndValue[] = [];
  const unknown: string[] = [];
  for (const question of content) {
    const answer = QUESTIONS.get(question.infoType);
    if (answer !== undefined) answers.push(await answerOne(question, exchange, answer));
    else if (lightweight) throw new Refusal('badRequest', `infoType ${question.infoType} is not answered here`);
    else unknown.push(question.infoType);
  }
  const { oid, value } = INFO_TYPES.unsupportedOIDs;
  if (unknown.length > 0) answers.push({ infoType: oid, infoValue: encode(value, unknown) });
  return {
    body: { type: 'genp', value: answers },
    // Under a MAC, nobody else brings the certificate that proves a list of revoked certificates.
    extraCerts: [exchange.lab.authority.issuing.certificate.der, ...bridgesOf(exchange.lab.authority)],
    stage: ENDED,
  };
}

async function answerOne(
  question: InfoTypeAndValue,
  exchange: Exchange,
  answer: NonNullable<ReturnType<(typeof QUESTIONS)['get']>>,
): Promise<InfoTypeAndValue> {
  try {
    return await answer(question, exchange);
  } catch (cause) {
    if (cause instanceof DerError) throw new Refusal('badDataFormat', `the question: ${cause.message}`, { cause });
    throw cause;
  }
}
