import { type GenMsgContent, INFO_TYPES, type InfoTypeAndValue } from '@crypto-cmp/cmp';
import { encode } from '@crypto-cmp/der';

import { Refusal } from '../refusal.ts';
import { type Answer, ENDED, type Exchange } from './answer.ts';

/**
 * RFC 9810, section 5.3.19. What is not known is passed over, so that the answer may be empty; RFC 9483, section 4.3,
 * has one question to a message, and an error for one that cannot be answered.
 *
 * @throws Refusal
 */
export function answerGenm(exchange: Exchange, content: GenMsgContent): Answer {
  const { lightweight } = exchange.conduct;
  if (lightweight && content.length !== 1) {
    throw new Refusal('badRequest', `${content.length} questions, expected one (RFC 9483, section 4.3)`);
  }
  const value = content.flatMap((question) => {
    const answer = answerQuestion(question, exchange);
    if (answer !== undefined) return [answer];
    if (lightweight) throw new Refusal('badRequest', `infoType ${question.infoType} is not answered here`);
    return [];
  });
  return { body: { type: 'genp', value }, stage: ENDED };
}

function answerQuestion({ infoType, infoValue }: InfoTypeAndValue, { lab }: Exchange): InfoTypeAndValue | undefined {
  switch (infoType) {
    case INFO_TYPES.caCerts.oid:
      // RFC 9483, section 4.3.1: the intermediates. A root is not to be trusted because it came in a message.
      if (infoValue !== undefined) throw new Refusal('badRequest', 'a question for caCerts has no value');
      return { infoType, infoValue: encode(INFO_TYPES.caCerts.value, [lab.authority.issuing.certificate.der]) };
    case INFO_TYPES.rootCaCert.oid:
      // Section 4.3.2: no value, no update.
      return { infoType: INFO_TYPES.rootCaKeyUpdate.oid };
    case INFO_TYPES.certReqTemplate.oid:
      // Section 4.3.3: no value, no requirements.
      if (infoValue !== undefined) throw new Refusal('badRequest', 'a question for certReqTemplate has no value');
      return { infoType };
    case INFO_TYPES.crlStatusList.oid:
      // Section 4.3.4: no value, no newer list. There is none at all here.
      return { infoType: INFO_TYPES.crls.oid };
    default:
      return undefined;
  }
}
