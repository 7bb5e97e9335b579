import type { AnyFailureCode, InfoTypeAndValue } from '@crypto-cmp/cmp';

import type { Exchange } from '../answering/answer.ts';
import type { FurtherFault } from './fault.ts';

export type ChangeAnswers = (
  answers: readonly InfoTypeAndValue[],
  exchange: Exchange,
) => readonly InfoTypeAndValue[] | Promise<readonly InfoTypeAndValue[]>;

/** A fault in the answer to a question, which is correctly protected. */
export function answering(
  about: FurtherFault['about'],
  description: string,
  provokes: AnyFailureCode,
  change: ChangeAnswers,
): FurtherFault {
  return {
    description,
    provokes,
    under: 'any',
    about,
    on: ['genm'],
    draft: async (draft, exchange) => {
      if (draft.body.type !== 'genp') return draft;
      return { ...draft, body: { type: 'genp', value: await change(draft.body.value, exchange) } };
    },
  };
}
