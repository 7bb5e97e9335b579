import { stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { encodePem } from '@crypto-cmp/x509';

import { CliError } from '../cli-error.ts';
import { reasonOf } from '../credentials/read-input-file.ts';
import type { Log } from '../log.ts';
import type { OptionName, Options } from '../options/options.ts';

/** What a transaction brought: certificates in DER. */
export interface Results {
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  readonly caPubs: readonly Uint8Array[];
  readonly extraCerts: readonly Uint8Array[];
  /** Who signed the answer with the certificate. */
  readonly responseSigner: Uint8Array | undefined;
}

/** @throws CliError when a file cannot be written */
export async function saveResults(results: Results, options: Options, log: Log): Promise<void> {
  const { certificate, chain, caPubs, extraCerts, responseSigner } = results;
  const save = async (option: OptionName, certificates: readonly Uint8Array[], what: string): Promise<void> => {
    const file = options.text(option);
    if (file === undefined || certificates.length === 0) return;
    if (certificates.length > 1 && isDer(options)) log.warn(`-${option}: several certificates in DER in one file`);
    await writeOutput(file, option, toFile(certificates, options));
    log.info(`saved ${what} to ${file}`);
  };
  // One file for both takes the certificate and the chain behind it.
  const together = options.text('certout') !== undefined && options.text('certout') === options.text('chainout');
  await save('certout', together ? [certificate, ...chain] : [certificate], 'the certificate');
  if (!together) await save('chainout', chain, 'its chain');
  await save('cacertsout', caPubs, 'CA certificates');
  await save('extracertsout', extraCerts, 'extraCerts');
  await save('srvcertout', responseSigner === undefined ? [] : [responseSigner], "the signer's certificate");
}

/** A certificate that cannot be saved is not asked for. */
export async function checkFolders(options: Options): Promise<void> {
  for (const option of OUTPUTS) {
    const file = options.text(option);
    if (file === undefined) continue;
    const folder = await stat(dirname(file)).catch(() => undefined);
    if (folder?.isDirectory() !== true) throw new CliError(`-${option}: there is no folder ${dirname(file)}`);
    const there = await stat(file).catch(() => undefined);
    if (there?.isDirectory() === true || file.endsWith('/')) throw new CliError(`-${option}: ${file} is a folder`);
  }
}

/** @throws CliError */
export async function writeOutput(file: string, option: OptionName, content: Uint8Array | string): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw new CliError(`-${option}: cannot write ${file}: ${reasonOf(error)}`);
  }
}

function toFile(certificates: readonly Uint8Array[], options: Options): Uint8Array | string {
  if (isDer(options)) return Buffer.concat(certificates);
  return certificates.map((der) => encodePem('CERTIFICATE', der)).join('');
}

function isDer(options: Options): boolean {
  return options.text('certform')?.toUpperCase() === 'DER';
}

const OUTPUTS = ['certout', 'chainout', 'cacertsout', 'extracertsout', 'srvcertout'] as const;
