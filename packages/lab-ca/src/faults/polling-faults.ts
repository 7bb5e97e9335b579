import { PKI_FAILURE_INFO, PKI_STATUS } from '@crypto-cmp/cmp';

import { changeResponse } from './change-response.ts';
import { ENROLLMENTS, type Fault } from './fault.ts';

/** JSON has no infinity. */
const FOR_EVER = Number.MAX_SAFE_INTEGER;

/** The CA says `waiting`, and nothing good comes of it. */
export const POLLING_FAULTS = {
  'polling-for-ever': {
    description: 'the certificate is promised again and again, and never comes',
    provokes: 'polling-timed-out',
    under: 'any',
    on: [],
    polling: { delays: FOR_EVER, checkAfterSeconds: 1 },
  },
  'polling-check-after-huge': {
    description: 'the requester should ask again in sixty years',
    provokes: 'polling-timed-out',
    under: 'any',
    on: [],
    polling: { delays: FOR_EVER, checkAfterSeconds: 2_000_000_000 },
  },
  'polling-check-after-negative': {
    description: 'the requester should have asked again a second ago',
    provokes: 'polling-inconsistent',
    under: 'any',
    on: [],
    polling: { delays: FOR_EVER, checkAfterSeconds: -1 },
  },
  'polling-cert-req-id-differs': {
    description: 'pollRep is about another request',
    provokes: 'cert-req-id-differs',
    under: 'any',
    on: ['pollReq'],
    polling: { delays: FOR_EVER, checkAfterSeconds: 1 },
    draft: (draft) => ({ ...draft, body: { type: 'pollRep', value: [{ certReqId: 9, checkAfter: 1 }] } }),
  },
  'polling-not-begun': {
    description: 'pollRep comes before anybody said that there is something to wait for',
    provokes: 'body-type-unexpected',
    under: 'any',
    on: ENROLLMENTS,
    draft: (draft) => ({ ...draft, body: { type: 'pollRep', value: [{ certReqId: 0, checkAfter: 1 }] } }),
  },
  'polling-with-fail-info': {
    description: 'the requester should wait, yet a failInfo says that it waits in vain',
    provokes: 'status-inconsistent',
    under: 'any',
    on: ENROLLMENTS,
    polling: { delays: FOR_EVER, checkAfterSeconds: 1 },
    draft: (draft) =>
      changeResponse(draft, (response) => ({
        ...response,
        status: { status: PKI_STATUS.waiting, failInfo: [PKI_FAILURE_INFO.systemUnavail] },
      })),
  },
} as const satisfies Record<string, Fault>;
