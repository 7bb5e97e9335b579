import { encode, fromHex, toHex } from '@crypto-cmp/der';
import { toTime } from '@crypto-cmp/x509';

import { InfoTypeAndValue } from '../messages/info-type-and-value.ts';
import { INFO_TYPES } from '../messages/info-types.ts';
import type { PKIBody } from '../messages/pki-body.ts';
import { infoTypeAndValue } from './compose-message.ts';
import type { Question } from './transaction-request.ts';
import type { AskedQuestion, StoredInfo } from './transaction-state.ts';

/** The body of a genm, and what its answer will be held against. */
export interface InformationBody {
  readonly body: Extract<PKIBody, { type: 'genm' }>;
  readonly asked: AskedQuestion;
}

/** genm (RFC 9483, section 4.3): one question to a message. */
export function createInformationBody(question: Question): InformationBody {
  if (question.type === 'none') return { body: { type: 'genm', value: [] }, asked: { type: question.type } };
  const value = toInfoTypeAndValue(question);
  const crlIssuer = question.type === 'crlStatusList' && question.issuer;
  return {
    body: { type: 'genm', value: [value] },
    asked: { type: question.type, value: toStored(value), ...(crlIssuer && { crlIssuer: toHex(crlIssuer) }) },
  };
}

/** As it is kept in a state, which is JSON. */
export function toStored({ infoType, infoValue }: InfoTypeAndValue): StoredInfo {
  return { infoType, ...(infoValue !== undefined && { infoValue: toHex(infoValue) }) };
}

/** As it was before it was stored. */
export function fromStored({ infoType, infoValue }: StoredInfo): InfoTypeAndValue {
  return { infoType, ...(infoValue !== undefined && { infoValue: fromHex(infoValue) }) };
}

function toInfoTypeAndValue(question: Exclude<Question, { type: 'none' }>): InfoTypeAndValue {
  switch (question.type) {
    case 'caCerts':
    case 'certReqTemplate':
    case 'currentCRL':
      return { infoType: INFO_TYPES[question.type].oid };
    case 'rootCaCert':
      return infoTypeAndValue(INFO_TYPES.rootCaCert, question.currentRoot);
    case 'crlStatusList': {
      const { source, thisUpdate } = question;
      return infoTypeAndValue(INFO_TYPES.crlStatusList, [
        { source, ...(thisUpdate !== undefined && { thisUpdate: toTime(thisUpdate) }) },
      ]);
    }
    case 'other': {
      const { infoType, infoValue } = question;
      const value = { infoType, ...(infoValue !== undefined && { infoValue }) };
      // What is no object identifier, or no DER, is told to the caller now.
      encode(InfoTypeAndValue, value);
      return value;
    }
  }
}
