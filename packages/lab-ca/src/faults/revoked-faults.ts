import { type CertOrEncCert, PKI_STATUS } from '@crypto-cmp/cmp';
import {
  type Certificate,
  createCertificate,
  createExtendedKeyUsage,
  createKeyIdentifier,
  createKeyUsage,
  createSubjectKeyIdentifier,
  KEY_PURPOSES,
  parseCertificate,
} from '@crypto-cmp/x509';

import type { Exchange } from '../answering/answer.ts';
import { findRevoked } from '../revoking/find-revoked.ts';
import { changeResponse } from './change-response.ts';
import { ENROLLMENTS, type Fault, REQUESTS } from './fault.ts';
import { DAY_MS, forger, STRANGER } from './forge.ts';

/** Certificates under the serial number of a revoked one, for clients with the list at hand; else they are honest. */
export const REVOKED_FAULTS = {
  'signer-revoked': {
    description: "the signer's certificate is revoked",
    provokes: 'signer-revoked',
    under: 'signature',
    needs: 'crl',
    on: REQUESTS,
    draft: async (draft, it) => {
      const { publicKey, signer } = await forger(it).keyPair();
      const certificate = await certifyAsRevoked(it, {
        subject: STRANGER,
        subjectPublicKeyInfo: publicKey,
        extensions: [
          createKeyUsage(['digitalSignature']),
          createExtendedKeyUsage([KEY_PURPOSES.cmcRA]),
          createSubjectKeyIdentifier(await createKeyIdentifier(publicKey, it.lab.crypto)),
        ],
      });
      const chain = [it.lab.authority.issuing.certificate.der];
      return {
        ...draft,
        header: { ...draft.header, sender: { type: 'directoryName', value: STRANGER } },
        protector: { kind: 'signature', signer, certificate, chain },
      };
    },
  },
  'certificate-revoked': {
    description: 'the issued certificate is revoked already',
    provokes: 'certificate-revoked',
    under: 'any',
    needs: 'crl',
    on: ENROLLMENTS,
    draft: async (draft, it) => {
      const granted = grantedCertificate(draft.body);
      if (granted === undefined) return draft;
      const value = await certifyAsRevoked(it, granted);
      const certOrEncCert: CertOrEncCert = { type: 'certificate', value };
      return changeResponse(draft, (response) => ({
        ...response,
        status: { status: PKI_STATUS.accepted },
        certifiedKeyPair: { certOrEncCert },
      }));
    },
  },
} as const satisfies Record<string, Fault>;

async function certifyAsRevoked(
  { lab: { authority, register, clock } }: Exchange,
  holder: Pick<Certificate, 'subject' | 'subjectPublicKeyInfo' | 'extensions'>,
): Promise<Uint8Array> {
  const { subject, subjectPublicKeyInfo, extensions } = holder;
  const [revoked] = findRevoked(register, clock());
  const now = clock().getTime();
  return createCertificate({
    serialNumber: revoked?.serialNumber ?? Uint8Array.of(1),
    issuer: authority.issuing.certificate.subject,
    subject,
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + DAY_MS),
    subjectPublicKeyInfo,
    extensions,
    signer: authority.issuing.signer,
  });
}

function grantedCertificate(body: Parameters<typeof changeResponse>[0]['body']): Certificate | undefined {
  if (body.type !== 'ip' && body.type !== 'cp' && body.type !== 'kup') return undefined;
  const granted = body.value.response[0]?.certifiedKeyPair?.certOrEncCert;
  return granted?.type === 'certificate' ? parseCertificate(granted.value) : undefined;
}
