import { type CertResponse, type EncryptedKey, type FailureCode, PKI_FAILURE_INFO, PKI_STATUS } from '@crypto-cmp/cmp';

import { changeResponse } from './change-response.ts';
import { ENROLLMENTS, type Fault } from './fault.ts';

/** Correctly protected, and wrong in what the body says about the certificate. */
export const STATUS_FAULTS = {
  'body-type-unexpected': {
    description: 'the answer is of another type than the one that belongs to the request',
    provokes: 'body-type-unexpected',
    under: 'any',
    on: ENROLLMENTS,
    draft: (draft) => ({ ...draft, body: { type: 'genp', value: [] } }),
  },
  'pkiconf-too-early': {
    description: 'the request is answered as if it were a confirmation',
    provokes: 'body-type-unexpected',
    under: 'any',
    on: ENROLLMENTS,
    draft: (draft) => ({ ...draft, body: { type: 'pkiconf', value: null } }),
  },
  'cert-req-id-differs': responding('certReqId is not that of the request', 'cert-req-id-differs', (it) => ({
    ...it,
    certReqId: 7,
  })),
  'responses-two': responding('there are two certificates for one request', 'cert-req-id-differs', (it) => [it, it]),
  'responses-none': responding('the list of certificates is empty', 'cert-req-id-differs', () => []),
  'certificate-missing': responding(
    'the request is accepted, yet there is no certificate',
    'certificate-missing',
    ({ certifiedKeyPair: _, ...it }) => it,
  ),
  'certificate-encrypted': responding('the certificate is encrypted', 'certificate-encrypted', (it) => ({
    ...it,
    certifiedKeyPair: { certOrEncCert: { type: 'encryptedCert', value: ENCRYPTED } },
  })),
  'private-key-unexpected': responding(
    'a private key comes with the certificate, though the requester made its own',
    'private-key-unexpected',
    (it) => ({
      ...it,
      ...(it.certifiedKeyPair && { certifiedKeyPair: { ...it.certifiedKeyPair, privateKey: ENCRYPTED } }),
    }),
  ),
  'status-accepted-with-fail-info': responding(
    'the request is accepted, yet a failInfo says why not',
    'status-inconsistent',
    (it) => ({ ...it, status: { status: PKI_STATUS.accepted, failInfo: [PKI_FAILURE_INFO.badPOP] } }),
  ),
  'status-rejection-with-certificate': responding(
    'the request is rejected, yet there is a certificate',
    'status-inconsistent',
    (it) => ({ ...it, status: { status: PKI_STATUS.rejection } }),
  ),
  'status-waiting-with-certificate': responding(
    'the certificate is there, and the requester should wait for it',
    'status-inconsistent',
    (it) => ({ ...it, status: { status: PKI_STATUS.waiting } }),
  ),
  'status-unknown': responding('the status is 9, which does not exist', 'status-inconsistent', (it) => ({
    ...it,
    status: { status: 9 },
  })),
  'ca-pubs-malformed': {
    description: 'caPubs holds something that is no certificate',
    provokes: 'ca-pubs-malformed',
    under: 'mac',
    // In cp to cr, and in kup, they have no place, and our client does not look at them.
    on: ['ir', 'p10cr'],
    draft: (draft) => {
      const { body } = draft;
      if (body.type !== 'ip' && body.type !== 'cp') return draft;
      return { ...draft, body: { type: body.type, value: { ...body.value, caPubs: [Uint8Array.of(0x30, 0x00)] } } };
    },
  },
} as const satisfies Record<string, Fault>;

function responding(
  description: string,
  provokes: FailureCode,
  change: (response: CertResponse) => CertResponse | readonly CertResponse[],
): Fault {
  return {
    description,
    provokes,
    under: 'any',
    on: ENROLLMENTS,
    draft: (draft) => changeResponse(draft, change),
  };
}

const ENCRYPTED: EncryptedKey = {
  type: 'encryptedValue',
  value: { encValue: { unusedBits: 0, octets: new Uint8Array(32) } },
};
