import type { PKIHeader } from '@crypto-cmp/cmp';
import { fromHex } from '@crypto-cmp/der';

import type { Answer, Exchange } from '../answering/answer.ts';
import { rejection } from '../answering/status-info.ts';
import type { Lab } from '../lab.ts';
import type { Refusal } from '../refusal.ts';
import type { Hex } from '../store/records.ts';
import { type AnswerDraft, answerHeader, answerProtector, finishDraft } from './answer-draft.ts';

export function draftAnswer(
  { lab, message, requester, conduct }: Exchange,
  { body, generalInfo = [], extraCerts = [] }: Pick<Answer, 'body' | 'generalInfo' | 'extraCerts'>,
  macSalt: Hex,
  kemCiphertext?: Hex,
): AnswerDraft {
  const header = answerHeader(message.header.value, lab.authority, lab.crypto, lab.clock());
  const draft = {
    header: { ...header, ...(generalInfo.length > 0 && { generalInfo }) },
    body,
    extraCerts,
    macSalt: fromHex(macSalt),
  };
  const own = lab.kem;
  if (kemCiphertext === undefined || own === undefined) {
    return {
      ...draft,
      protector: answerProtector(conduct.signsAnswers === true ? undefined : requester, lab.authority),
    };
  }
  const { certificate, decapsulator } = own;
  const chain = [lab.authority.issuing.certificate.der];
  return {
    ...draft,
    header: { ...draft.header, sender: { type: 'directoryName', value: certificate.subject } },
    protector: { kind: 'kem', decapsulator, certificate: certificate.der, chain },
    kemCiphertext: fromHex(kemCiphertext),
  };
}

export function errorBody(
  reason: Pick<Refusal, 'failInfo' | 'message'>,
): Extract<AnswerDraft['body'], { type: 'error' }> {
  return { type: 'error', value: { pKIStatusInfo: rejection(reason) } };
}

/**
 * An error message to a sender who is not proven, or in answer to what is no message. Signed, whatever the request was
 * protected by, as RFC 9810, section 5.3.21, has it: there is no secret that the sender is known to share.
 */
export async function composeStrangersError(
  request: PKIHeader | undefined,
  reason: Refusal,
  { authority, crypto, clock }: Lab,
): Promise<Uint8Array> {
  const draft: AnswerDraft = {
    header: answerHeader(request, authority, crypto, clock()),
    body: errorBody(reason),
    extraCerts: [],
    protector: answerProtector(undefined, authority),
    macSalt: new Uint8Array(),
  };
  return finishDraft(draft, crypto);
}
