import { decode } from '@crypto-cmp/der';
import { type Certificate, type Extension, EXTENSION_OIDS, SubjectPublicKeyInfo } from '@crypto-cmp/x509';

/**
 * What the successor of a certificate is to say as well, subjectAltName apart: all that is neither the CA's to say anew, as
 * identifiers of keys and places of lists, nor about the old key. `algorithm` is that of the new key, where it is known: the
 * usages of a key of RSA need not be those of another one.
 */
export function carriedExtensions(
  { extensions, subjectPublicKeyInfo }: Certificate,
  algorithm: string | undefined,
): Extension[] {
  const isSameKind = algorithm === decode(SubjectPublicKeyInfo, subjectPublicKeyInfo).algorithm.algorithm;
  return extensions.filter(
    ({ extnID }) => !NOT_CARRIED.has(extnID) && (isSameKind || extnID !== EXTENSION_OIDS.keyUsage),
  );
}

const NOT_CARRIED: ReadonlySet<string> = new Set([
  // Carried with the names.
  EXTENSION_OIDS.subjectAltName,
  EXTENSION_OIDS.subjectKeyIdentifier,
  EXTENSION_OIDS.authorityKeyIdentifier,
  EXTENSION_OIDS.cRLDistributionPoints,
  // privateKeyUsagePeriod, issuerAltName, freshestCRL
  '2.5.29.16',
  '2.5.29.18',
  '2.5.29.46',
  // authorityInfoAccess, subjectInfoAccess, relatedCertificate (RFC 9763)
  '1.3.6.1.5.5.7.1.1',
  '1.3.6.1.5.5.7.1.11',
  '1.3.6.1.5.5.7.1.36',
  // Signed certificate timestamps and their poison (RFC 6962)
  '1.3.6.1.4.1.11129.2.4.2',
  '1.3.6.1.4.1.11129.2.4.3',
]);
