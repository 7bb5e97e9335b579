import type { CertificateDetail, CertificateSummary } from '@crypto-cmp/api';
import { toHex } from '@crypto-cmp/der';
import {
  type Certificate,
  describeGeneralName,
  describeKey,
  extendedKeyUsage,
  formatName,
  formatSerialNumber,
  type GeneralName,
  KEY_PURPOSES,
  keyUsage,
  subjectAltNames,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

/** A certificate in one line. */
export async function summarizeCertificate(certificate: Certificate): Promise<CertificateSummary> {
  return {
    subject: formatName(certificate.subject),
    issuer: formatName(certificate.issuer),
    serialNumber: formatSerialNumber(certificate.serialNumber).toLowerCase(),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    sha256: toHex(await nodeCrypto.digest('sha256', certificate.der)),
  };
}

/** What a certificate says. What cannot be read in it is left out: a CA's mistake must not break the page. */
export async function describeCertificate(certificate: Certificate): Promise<CertificateDetail> {
  const usages = readable(() => keyUsage(certificate));
  const purposes = readable(() => extendedKeyUsage(certificate));
  return {
    ...(await summarizeCertificate(certificate)),
    subjectAltNames: (readable(() => subjectAltNames(certificate)) ?? []).map(toAltName),
    key: keyLabel(certificate),
    keyUsage: usages === undefined ? null : [...usages],
    extendedKeyUsage: purposes === undefined ? null : [...purposes].map((oid) => PURPOSE_NAMES.get(oid) ?? oid),
  };
}

/** Such as `EC P-256`. */
export function keyLabel(certificate: Certificate): string {
  return readable(() => describeKey(certificate.subjectPublicKeyInfo).label) ?? 'not readable';
}

function toAltName(name: GeneralName): CertificateDetail['subjectAltNames'][number] {
  const { kind, value } = describeGeneralName(name);
  return { type: kind, value };
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const PURPOSE_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(KEY_PURPOSES).map(([name, oid]) => [oid, name]),
);
