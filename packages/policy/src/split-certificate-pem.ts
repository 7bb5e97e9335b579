import { encodePem, parsePem, X509Error } from '@crypto-cmp/x509';

/**
 * A pasted text or a file, cut into its certificates, each fit to be a trust anchor of its own. What cannot be read stays
 * in one piece, for the schema to say why.
 */
export function splitCertificatePem(text: string): string[] {
  try {
    const certificates = parsePem(text, 'CERTIFICATE');
    return certificates.length === 0 ? [text] : certificates.map((der) => encodePem('CERTIFICATE', der));
  } catch (error) {
    if (error instanceof X509Error) return [text];
    throw error;
  }
}
