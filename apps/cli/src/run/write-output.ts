import { unlink, writeFile } from 'node:fs/promises';

import { encodePem } from '@crypto-cmp/x509';

import { CliError } from '../cli-error.ts';
import { reasonOf } from '../credentials/read-input-file.ts';
import type { Host } from '../host.ts';
import type { Log } from '../log.ts';
import type { OptionName, Options } from '../options/options.ts';

/** Where results go: files that options name, what is said, and what is printed. */
export interface Output {
  readonly options: Options;
  readonly log: Log;
  readonly print: Host['print'];
}

/**
 * Nothing is written where the option is not given. As with OpenSSL the file is empty where nothing came for it, so that
 * certificates of an earlier run are not taken for those of this one.
 *
 * @throws CliError
 */
export async function saveCertificates(
  option: OptionName,
  certificates: readonly Uint8Array[],
  what: string,
  { options, log }: Output,
): Promise<void> {
  const file = options.text(option);
  if (file === undefined) return;
  const isDer = options.text('certform')?.toUpperCase() === 'DER';
  if (certificates.length > 1 && isDer) log.warn(`-${option}: several certificates in DER in one file`);
  const pem = (): string => certificates.map((der) => encodePem('CERTIFICATE', der)).join('');
  await writeOutput(file, option, isDer ? Buffer.concat(certificates) : pem());
  log.info(certificates.length === 0 ? `-${option}: ${file} is empty: nothing came` : `saved ${what} to ${file}`);
}

/** @throws CliError */
export async function writeOutput(file: string, option: OptionName, content: Uint8Array | string): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw new CliError(`-${option}: cannot write ${file}: ${reasonOf(error)}`);
  }
}

/** As with OpenSSL, so that a file of an earlier run is not taken for the answer of this one. @throws CliError */
export async function removeOutput(option: OptionName, { options, log }: Output): Promise<void> {
  const file = options.text(option);
  if (file === undefined) return;
  try {
    await unlink(file);
    log.info(`-${option}: removed ${file}, since nothing came for it`);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw new CliError(`-${option}: cannot remove ${file}: ${reasonOf(error)}`);
  }
}
