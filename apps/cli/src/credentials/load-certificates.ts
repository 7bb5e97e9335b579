import { type Certificate, parseCertificate, parsePem, X509Error } from '@crypto-cmp/x509';

import { CliError } from '../cli-error.ts';
import type { OptionName } from '../options/options.ts';
import { splitList } from '../options/split-list.ts';
import { readInputFile } from './read-input-file.ts';

/** All certificates in a list of files, PEM or DER. */
export async function loadCertificates(files: string | undefined, option: OptionName): Promise<readonly Certificate[]> {
  const loaded = await Promise.all(splitList(files ?? '').map(async (file) => loadFile(file, option)));
  return loaded.flat();
}

/** The first certificate in a file, and those behind it. */
export async function loadCertificate(
  file: string,
  option: OptionName,
): Promise<{ readonly certificate: Certificate; readonly others: readonly Certificate[] }> {
  const [certificate, ...others] = await loadFile(file, option);
  if (certificate === undefined) throw noCertificate(file, option);
  return { certificate, others };
}

async function loadFile(file: string, option: OptionName): Promise<readonly Certificate[]> {
  const bytes = await readInputFile(file, option);
  try {
    const text = new TextDecoder('latin1').decode(bytes);
    if (!text.includes('-----BEGIN ')) return [parseCertificate(bytes)];
    const blocks = PEM_LABELS.flatMap((label) => parsePem(text, label));
    if (blocks.length === 0) throw noCertificate(file, option);
    return blocks.map((der) => parseCertificate(der));
  } catch (error) {
    if (error instanceof X509Error) throw noCertificate(file, option);
    throw error;
  }
}

function noCertificate(file: string, option: OptionName): CliError {
  return new CliError(`-${option}: expected certificates in PEM or DER in ${file}`);
}

const PEM_LABELS = ['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'];
