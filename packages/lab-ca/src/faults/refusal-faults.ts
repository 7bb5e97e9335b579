import { PKI_FAILURE_INFO, type PKIFailureInfoName } from '@crypto-cmp/cmp';

import { type Fault, REQUESTS } from './fault.ts';

/** The CA says no: `rejection/badPOP` in the answer that belongs to the request, `error/badPOP` in an error message. */
export const REFUSAL_FAULTS = {
  ...refusals('rejection'),
  ...refusals('error'),
  'error-unprotected': {
    description: 'the request is refused by an error message that is not protected: anyone may have sent it',
    provokes: 'error-not-authenticated',
    under: 'any',
    on: REQUESTS,
    refusal: { by: 'error', failInfo: 'systemFailure' },
    draft: (draft) => ({ ...draft, protector: undefined }),
  },
} as const satisfies Record<string, Fault>;

function refusals<By extends 'rejection' | 'error'>(by: By): Record<`${By}/${PKIFailureInfoName}`, Fault> {
  // as: the keys of the table are its names
  const names = Object.keys(PKI_FAILURE_INFO) as PKIFailureInfoName[];
  const faults = names.map((failInfo): [string, Fault] => [
    `${by}/${failInfo}`,
    {
      description: by === 'rejection' ? `the request is rejected: ${failInfo}` : `an error message says ${failInfo}`,
      provokes: by === 'rejection' ? 'request-rejected' : 'error-received',
      under: 'any',
      on: REQUESTS,
      refusal: { by, failInfo },
    },
  ]);
  // as: one entry for each name
  return Object.fromEntries(faults) as Record<`${By}/${PKIFailureInfoName}`, Fault>;
}
