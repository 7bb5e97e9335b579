import { z } from 'zod';
import { expectType, type Finding } from './finding.ts';
import { LIMITS } from './limits.ts';
import { followAsText, NOT_A_TEXT } from './text.ts';

/** One CA certificate in PEM. Kept as one block with plain line ends; text around the block is dropped. */
export const TrustAnchor = z
  .string(expectType(NOT_A_TEXT))
  .overwrite(normalizePem)
  .check(followAsText(LIMITS.trustAnchor, findTrustAnchorFault))
  .meta({ id: 'TrustAnchor' });

/** The PEM blocks with a certificate in a pasted text or a file, each fit to be a trust anchor's text. */
export function splitCertificatePem(text: string): string[] {
  return Array.from(text.matchAll(pemBlock), ([, body = '']) => {
    const lines = body.replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
    return [`-----BEGIN CERTIFICATE-----`, ...lines, `-----END CERTIFICATE-----`, ''].join('\n');
  });
}

function normalizePem(text: string): string {
  const [block, ...others] = splitCertificatePem(text);
  return block !== undefined && others.length === 0 ? block : text;
}

function findTrustAnchorFault(text: string): Finding | undefined {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return {
      code: 'trust-anchor-malformed',
      message: 'Holds a private key, which nobody may hand out. Paste the CA certificate alone',
    };
  }
  const blocks = splitCertificatePem(text);
  if (blocks.length === 0) {
    return {
      code: 'trust-anchor-malformed',
      message: 'No certificate in PEM: it begins with -----BEGIN CERTIFICATE-----',
    };
  }
  if (blocks.length > 1) {
    return {
      code: 'trust-anchor-several',
      message: `Holds ${blocks.length} certificates. Add each as a trust anchor of its own`,
    };
  }
  return undefined;
}

const pemBlock =
  /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g;
