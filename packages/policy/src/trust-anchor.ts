import {
  basicConstraints,
  type Certificate,
  keyUsage,
  matchNames,
  parseCertificate,
  parsePem,
  X509Error,
} from '@crypto-cmp/x509';
import { z } from 'zod';
import { expectType, type Finding } from './finding.ts';
import { LIMITS } from './limits.ts';
import { splitCertificatePem } from './split-certificate-pem.ts';
import { followAsText, NOT_A_TEXT } from './text.ts';

/** One CA certificate in PEM. Kept as one block with plain line ends; text around the block is dropped. */
export const TrustAnchor = z
  .string(expectType(NOT_A_TEXT))
  .overwrite((text) => {
    const [only = text, ...others] = splitCertificatePem(text);
    return others.length === 0 ? only : text;
  })
  .check(followAsText(LIMITS.trustAnchor, findTrustAnchorFault))
  .meta({ id: 'TrustAnchor' });

function findTrustAnchorFault(text: string): Finding | undefined {
  const malformed = (message: string): Finding => ({ code: 'trust-anchor-malformed', message });
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return malformed('Holds a private key, which belongs to the CA alone. Paste the CA certificate without it');
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    return malformed('No certificate in PEM. It begins with -----BEGIN CERTIFICATE-----');
  }
  try {
    const [der, ...others] = parsePem(text, 'CERTIFICATE');
    if (der === undefined) return malformed('No certificate in PEM. It begins with -----BEGIN CERTIFICATE-----');
    if (others.length === 0) return findCaFault(parseCertificate(der));
    return {
      code: 'trust-anchor-several',
      message: `Holds ${others.length + 1} certificates. Add each as a trust anchor of its own`,
    };
  } catch (error) {
    if (!(error instanceof X509Error)) throw error;
    return malformed(`Not a certificate that can be read: ${error.message}`);
  }
}

/** RFC 5280, section 6.1.4 (k) to (n), as far as the certificate itself tells. */
function findCaFault(certificate: Certificate): Finding | undefined {
  const notCa = (reason: string): Finding => ({
    code: 'trust-anchor-not-a-ca',
    message: `Not a CA certificate: ${reason}. Paste the CA's own certificate`,
  });
  const constraints = basicConstraints(certificate);
  if (constraints === undefined) {
    // Before version 3 there was no way to say so; such a root can only be recognized by having issued itself.
    const isOldRoot = certificate.version < 3 && matchNames(certificate.issuer, certificate.subject);
    return isOldRoot ? undefined : notCa('it has no basicConstraints');
  }
  if (!constraints.cA) return notCa('its basicConstraints say so');
  if (keyUsage(certificate)?.has('keyCertSign') === false) return notCa('its key may not sign certificates');
  return undefined;
}
