import { type CertificateList, parseCertificateList, parsePem, X509Error } from '@crypto-cmp/x509';

import { CliError } from '../cli-error.ts';
import type { OptionName } from '../options/options.ts';
import { readInputFile } from './read-input-file.ts';

/** A CRL in PEM or DER. */
export async function loadCrl(file: string, option: OptionName): Promise<CertificateList> {
  const bytes = await readInputFile(file, option);
  const text = new TextDecoder('latin1').decode(bytes);
  try {
    const [der] = text.includes('-----BEGIN ') ? parsePem(text, 'X509 CRL') : [bytes];
    if (der !== undefined) return parseCertificateList(der);
  } catch (error) {
    if (!(error instanceof X509Error)) throw error;
  }
  throw new CliError(`-${option}: expected a CRL in PEM or DER in ${file}`);
}
