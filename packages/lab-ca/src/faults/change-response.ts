import type { CertResponse } from '@crypto-cmp/cmp';

import type { AnswerDraft } from '../composing/answer-draft.ts';

/** Changes each CertResponse of ip, cp or kup; into several, or none, where `change` says so. Other bodies stay. */
export function changeResponse(
  draft: AnswerDraft,
  change: (response: CertResponse) => CertResponse | readonly CertResponse[],
): AnswerDraft {
  const { body } = draft;
  if (body.type !== 'ip' && body.type !== 'cp' && body.type !== 'kup') return draft;
  const response = body.value.response.flatMap((one) => change(one));
  return { ...draft, body: { type: body.type, value: { ...body.value, response } } };
}
