import { decode, toHex } from '@crypto-cmp/der';
import {
  type Certificate,
  createRevocationReason,
  parseCertificate,
  parseCertificationRequest,
  SubjectPublicKeyInfo,
} from '@crypto-cmp/x509';

import type { CertTemplate } from '../messages/crmf/cert-template.ts';
import type { PKIBody } from '../messages/pki-body.ts';
import type { RevokeRequest } from './transaction-request.ts';
import { minimalInteger } from './minimal-integer.ts';
import type { CertificateReference, RevokedCertificate } from './transaction-state.ts';

/** The body of an rr, and what its answer will be compared with. */
export interface RevocationBody {
  readonly body: Extract<PKIBody, { type: 'rr' }>;
  readonly revoking: RevokedCertificate;
}

/**
 * rr (RFC 9483, section 4.2): issuer and serial number name the certificate, further fields could only contradict it. A
 * CSR has neither: subject and key stand in, as OpenSSL sends them. `own` is the certificate that signs the message.
 */
export function createRevocationBody({ target, reason }: RevokeRequest, own?: Certificate): RevocationBody {
  const { certDetails, revoking } = nameTarget(target, own);
  return {
    body: { type: 'rr', value: [{ certDetails, crlEntryDetails: [createRevocationReason(reason)] }] },
    revoking: { reason, ...revoking },
  };
}

/** Whom to address where no name is given: the issuer, as far as it is known. */
export function issuerOfTarget({ target }: RevokeRequest, own?: Certificate): Uint8Array | undefined {
  switch (target?.type) {
    case 'certificate':
      return parseCertificate(target.certificate).issuer;
    case 'issuerAndSerialNumber':
      return target.issuer;
    default:
      return own?.issuer;
  }
}

interface NamedTarget {
  readonly certDetails: CertTemplate;
  readonly revoking: CertificateReference;
}

function nameTarget(target: RevokeRequest['target'], own: Certificate | undefined): NamedTarget {
  switch (target?.type) {
    case 'certificate':
      return byNumber(parseCertificate(target.certificate));
    case 'issuerAndSerialNumber':
      return byNumber(target);
    case 'csr': {
      const { subject, subjectPublicKeyInfo } = parseCertificationRequest(target.csr);
      return {
        certDetails: { subject, publicKey: decode(SubjectPublicKeyInfo, subjectPublicKeyInfo) },
        revoking: { subject: toHex(subject), publicKey: toHex(subjectPublicKeyInfo) },
      };
    }
    case undefined:
      if (own === undefined) throw new TypeError('expected a certificate to revoke');
      return byNumber(own);
  }
}

function byNumber({ issuer, serialNumber }: Pick<Certificate, 'issuer' | 'serialNumber'>): NamedTarget {
  const number = minimalInteger(serialNumber);
  return {
    certDetails: { serialNumber: number, issuer },
    revoking: { issuer: toHex(issuer), serialNumber: toHex(number) },
  };
}
