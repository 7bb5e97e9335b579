import { parseCertificationRequest, type ParsedCertificationRequest, parsePem, X509Error } from '@crypto-cmp/x509';

import { CliError } from '../cli-error.ts';
import { readInputFile } from './read-input-file.ts';

/** A PKCS#10 request in PEM or DER. */
export async function loadCsr(file: string): Promise<ParsedCertificationRequest> {
  const bytes = await readInputFile(file, 'csr');
  const text = new TextDecoder('latin1').decode(bytes);
  try {
    const [der] = text.includes('-----BEGIN ')
      ? [...parsePem(text, 'CERTIFICATE REQUEST'), ...parsePem(text, 'NEW CERTIFICATE REQUEST')]
      : [bytes];
    if (der !== undefined) return parseCertificationRequest(der);
  } catch (error) {
    if (!(error instanceof X509Error)) throw error;
  }
  throw new CliError(`-csr: expected a PKCS#10 request in PEM or DER in ${file}`);
}
