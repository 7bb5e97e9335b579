import type { PKIBodyType } from '@crypto-cmp/cmp';

import { toTextResponse } from '../lab-ca-response.ts';
import type { Fault } from './fault.ts';

const CONFIRMATION: readonly PKIBodyType[] = ['certConf'];

/** The certificate is issued honestly, and its confirmation goes wrong. */
export const CONFIRMATION_FAULTS = {
  'confirmation-silence': {
    description: 'certConf is taken, and pkiConf never comes',
    provokes: 'answer-timed-out',
    under: 'any',
    on: CONFIRMATION,
    response: (response) => ({ ...response, delivery: { type: 'never' } }),
  },
  'confirmation-http-500': {
    description: 'certConf is answered by HTTP status 500',
    provokes: 'http-status',
    under: 'any',
    on: CONFIRMATION,
    response: () => toTextResponse(500, 'Internal error'),
  },
  'confirmation-error': {
    description: 'certConf is refused by an error message',
    provokes: 'error-received',
    under: 'any',
    on: CONFIRMATION,
    refusal: { by: 'error', failInfo: 'systemFailure' },
  },
  'confirmation-protection-missing': {
    description: 'pkiConf is not protected',
    provokes: 'protection-missing',
    under: 'any',
    on: CONFIRMATION,
    draft: (draft) => ({ ...draft, protector: undefined }),
  },
  'confirmation-recip-nonce-differs': {
    description: 'pkiConf carries the nonce of another message',
    provokes: 'recip-nonce-differs',
    under: 'any',
    on: CONFIRMATION,
    draft: (draft, { lab }) => ({ ...draft, header: { ...draft.header, recipNonce: lab.crypto.randomBytes(16) } }),
  },
  'confirmation-body-type': {
    description: 'certConf is answered by something else than pkiConf',
    provokes: 'body-type-unexpected',
    under: 'any',
    on: CONFIRMATION,
    draft: (draft) => ({ ...draft, body: { type: 'genp', value: [] } }),
  },
} as const satisfies Record<string, Fault>;
