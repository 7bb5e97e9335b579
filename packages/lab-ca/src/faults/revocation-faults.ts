import { type AnyFailureCode, PKI_FAILURE_INFO, PKI_STATUS, type RevRepContent } from '@crypto-cmp/cmp';

import type { Exchange } from '../answering/answer.ts';
import type { FurtherFault } from './fault.ts';

/** The certificate is revoked, and the answer says something else (RFC 9483, section 4.2; RFC 9810, section 5.3.10). */
export const REVOCATION_FAULTS = {
  'revoked-certificate-other': revoking(
    'the answer names another certificate than the one that was to be revoked',
    'revoked-certificate-differs',
    (it, { lab }) => ({ ...it, revCerts: [certId(lab)] }),
  ),
  'revoked-certificates-two': revoking(
    'the answer names two certificates',
    'revoked-certificate-differs',
    (it, { lab }) => ({ ...it, revCerts: [certId(lab), certId(lab)] }),
  ),
  'revocation-statuses-two': revoking('there are two answers to one request', 'status-inconsistent', (it) => ({
    ...it,
    status: [...it.status, ...it.status],
  })),
  'revocation-accepted-with-fail-info': revoking(
    'the revocation is accepted, yet a failInfo says why not',
    'status-inconsistent',
    (it) => ({ ...it, status: [{ status: PKI_STATUS.accepted, failInfo: [PKI_FAILURE_INFO.badCertId] }] }),
  ),
} as const satisfies Record<string, FurtherFault>;

function revoking(
  description: string,
  provokes: AnyFailureCode,
  change: (content: RevRepContent, exchange: Exchange) => RevRepContent,
): FurtherFault {
  return {
    description,
    provokes,
    under: 'any',
    about: 'revocation',
    on: ['rr'],
    draft: (draft, exchange) =>
      draft.body.type === 'rp' ? { ...draft, body: { type: 'rp', value: change(draft.body.value, exchange) } } : draft,
  };
}

function certId({ authority, crypto }: Exchange['lab']) {
  const issuer = { type: 'directoryName', value: authority.issuing.certificate.subject } as const;
  return { issuer, serialNumber: Uint8Array.of(1, ...crypto.randomBytes(8)) };
}
