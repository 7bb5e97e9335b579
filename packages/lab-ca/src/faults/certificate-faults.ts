import { type FailureCode, PKI_STATUS } from '@crypto-cmp/cmp';
import { type CertificateFields, createSubjectAltName, type Extension, EXTENSION_OIDS } from '@crypto-cmp/x509';

import type { Exchange } from '../answering/answer.ts';
import type { AnswerDraft } from '../composing/answer-draft.ts';
import { changeResponse } from './change-response.ts';
import { ENROLLMENTS, type Fault } from './fault.ts';
import { DAY_MS, forger, STRANGER } from './forge.ts';

/** The answer is right in every other way, and brings a certificate that must not be taken. */
export const CERTIFICATE_FAULTS = {
  'certificate-key-differs': issued(
    'the certificate holds another key',
    'certificate-key-differs',
    async (fields, exchange) => ({ ...fields, subjectPublicKeyInfo: (await forger(exchange).keyPair()).publicKey }),
  ),
  'certificate-subject-changed': issued(
    'the subject is another one, and the status says nothing about it',
    'certificate-names-differ',
    changeSubject,
  ),
  'certificate-subject-modified': {
    ...issued('the subject is another one: grantedWithMods', 'certificate-names-differ', changeSubject),
    draft: grantWithMods,
  },
  'certificate-san-changed': issued(
    'the subjectAltName is another one, and the status says nothing about it',
    'certificate-names-differ',
    changeSubjectAltName,
  ),
  'certificate-san-modified': {
    ...issued('the subjectAltName is another one: grantedWithMods', 'certificate-names-differ', changeSubjectAltName),
    draft: grantWithMods,
  },
  'certificate-expired': issued('the certificate has expired', 'certificate-not-valid-now', (fields, { lab }) => ({
    ...fields,
    notBefore: new Date(lab.clock().getTime() - 2 * DAY_MS),
    notAfter: new Date(lab.clock().getTime() - DAY_MS),
  })),
  'certificate-not-yet-valid': issued(
    'the certificate is valid only from tomorrow',
    'certificate-not-valid-now',
    (fields, { lab }) => ({
      ...fields,
      notBefore: new Date(lab.clock().getTime() + DAY_MS),
      notAfter: new Date(lab.clock().getTime() + 2 * DAY_MS),
    }),
  ),
  'certificate-signature-wrong': issued(
    'the certificate is signed by another key than that of its issuer',
    'certificate-not-trusted',
    async (fields, exchange) => ({ ...fields, signer: (await forger(exchange).keyPair()).signer }),
  ),
  'certificate-issuer-unknown': issued(
    'the certificate was issued by a CA that nobody knows',
    'certificate-not-trusted',
    async (fields, exchange) => ({ ...fields, issuer: STRANGER, signer: (await forger(exchange).keyPair()).signer }),
  ),
  'certificate-critical-extension': issued(
    'the certificate has a critical extension that nobody knows',
    'certificate-not-trusted',
    (fields) => ({ ...fields, extensions: [...fields.extensions, CRITICAL_AND_UNKNOWN] }),
  ),
  'certificate-malformed': {
    description: 'where the certificate should be, there is none that can be read',
    provokes: 'certificate-malformed',
    under: 'any',
    on: ENROLLMENTS,
    draft: (draft) =>
      changeResponse(draft, (response) => ({
        ...response,
        certifiedKeyPair: { certOrEncCert: { type: 'certificate', value: Uint8Array.of(0x30, 0x00) } },
      })),
  },
  'ca-pubs-under-signature': {
    description: 'the signed answer brings a root of its own in caPubs, and a certificate that chains to it',
    provokes: 'certificate-not-trusted',
    under: 'signature',
    on: ENROLLMENTS,
    certificate: async (fields, exchange) => {
      const root = await forger(exchange).root();
      forgedRoots.set(exchange, root.certificate.der);
      return { ...fields, issuer: root.certificate.subject, signer: root.signer };
    },
    draft: (draft, exchange) => {
      const forged = forgedRoots.get(exchange);
      const { body } = draft;
      if (forged === undefined || (body.type !== 'ip' && body.type !== 'cp' && body.type !== 'kup')) return draft;
      return { ...draft, body: { type: body.type, value: { ...body.value, caPubs: [forged] } } };
    },
  },
} as const satisfies Record<string, Fault>;

function issued(description: string, provokes: FailureCode, certificate: NonNullable<Fault['certificate']>): Fault {
  return { description, provokes, under: 'any', on: ENROLLMENTS, certificate };
}

function changeSubject(fields: CertificateFields): CertificateFields {
  return { ...fields, subject: STRANGER };
}

function changeSubjectAltName(fields: CertificateFields): CertificateFields {
  const others = fields.extensions.filter(({ extnID }) => extnID !== EXTENSION_OIDS.subjectAltName);
  const name = createSubjectAltName([{ type: 'dNSName', value: 'somebody-else.example' }]);
  return { ...fields, extensions: [...others, name] };
}

function grantWithMods(draft: AnswerDraft): AnswerDraft {
  return changeResponse(draft, (response) => ({
    ...response,
    status: { status: PKI_STATUS.grantedWithMods, statusString: ['the names are other ones'] },
  }));
}

/** From the one step to the other, for the same message. */
const forgedRoots = new WeakMap<Exchange, Uint8Array>();

const CRITICAL_AND_UNKNOWN: Extension = { extnID: '1.2.3.4', critical: true, extnValue: Uint8Array.of(0x05, 0x00) };
