import { equalBytes } from '@crypto-cmp/der';
import { type Certificate, matchNames } from '@crypto-cmp/x509';

import type { IssuerAndSerialNumber } from '../messages/cms/issuer-and-serial-number.ts';
import { readSubjectKeyIdentifier } from '../protection/find-signer.ts';
import { EnvelopeError } from './envelope-error.ts';

/** How CMS names a certificate, in any of the places where it does. */
export type CertificateReference =
  | { readonly subjectKeyIdentifier: Uint8Array }
  | { readonly issuerAndSerialNumber: IssuerAndSerialNumber };

export function refersTo(reference: CertificateReference, certificate: Certificate): boolean {
  if ('subjectKeyIdentifier' in reference) {
    const identifier = readSubjectKeyIdentifier(certificate);
    return identifier !== undefined && equalBytes(identifier, reference.subjectKeyIdentifier);
  }
  const { issuer, serialNumber } = reference.issuerAndSerialNumber;
  return matchNames(issuer, certificate.issuer) && equalBytes(serialNumber, certificate.serialNumber);
}

/** RFC 9483, section 4.1.6. Without a certificate of ours anything goes: see RFC 9810, section 5.2.8.3.2. */
export function checkRecipientIdentifier(reference: CertificateReference, certificate: Certificate | undefined): void {
  if (certificate === undefined || refersTo(reference, certificate)) return;
  throw new EnvelopeError('envelope-not-for-us', 'it is encrypted for another certificate than ours');
}
