import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { Answer } from '@crypto-cmp/cmp';
import type { RevocationReason } from '@crypto-cmp/x509';

import { CliError } from '../cli-error.ts';
import type { Host } from '../host.ts';
import type { Options } from '../options/options.ts';
import { savePrivateKey } from './save-private-key.ts';
import { saveAnswer } from './save-answer.ts';
import { type Output, removeOutput, saveCertificates } from './write-output.ts';

/** What a transaction brought: certificates in DER. */
export interface Results {
  readonly brought: Brought;
  readonly extraCerts: readonly Uint8Array[];
  /** Who signed the answer. */
  readonly responseSigner: Uint8Array | undefined;
  /** How many certificates in caPubs vouch for nothing, since a signature protects them. */
  readonly unprovenCaPubs: number;
}

/** What was asked for. */
export type Brought =
  | {
      readonly type: 'certificate';
      readonly certificate: Uint8Array;
      readonly chain: readonly Uint8Array[];
      readonly caPubs: readonly Uint8Array[];
      /** That the CA has made: PKCS#8 in DER. */
      readonly privateKey: Uint8Array | undefined;
    }
  | { readonly type: 'revocation'; readonly reason: RevocationReason }
  | { readonly type: 'answer'; readonly answer: Answer };

/** @throws CliError when a file cannot be written */
export async function saveResults(
  { brought, extraCerts, responseSigner, unprovenCaPubs }: Results,
  output: Output,
  host: Host,
): Promise<void> {
  switch (brought.type) {
    case 'certificate':
      // First: without it the certificate is worth nothing.
      if (brought.privateKey !== undefined) await savePrivateKey(brought.privateKey, output, host);
      await saveCertificate(brought, output);
      if (unprovenCaPubs > 0 && output.options.text('cacertsout') !== undefined) {
        output.log.warn(`-cacertsout: ${unprovenCaPubs} of caPubs left out: only a secret vouches for a new root`);
      }
      break;
    case 'revocation':
      output.log.info(brought.reason === 'removeFromCRL' ? 'the hold is lifted' : 'the certificate is revoked');
      break;
    case 'answer':
      await saveAnswer(brought.answer, output);
  }
  await saveCertificates('extracertsout', extraCerts, 'extraCerts', output);
  if (responseSigner === undefined) await removeOutput('srvcertout', output);
  else await saveCertificates('srvcertout', [responseSigner], "the signer's certificate", output);
}

async function saveCertificate(
  { certificate, chain, caPubs }: Extract<Brought, { type: 'certificate' }>,
  output: Output,
): Promise<void> {
  const { options } = output;
  // One file for both takes the certificate and the chain behind it.
  const together = options.text('certout') !== undefined && options.text('certout') === options.text('chainout');
  await saveCertificates('certout', together ? [certificate, ...chain] : [certificate], 'the certificate', output);
  if (!together) await saveCertificates('chainout', chain, 'its chain', output);
  await saveCertificates('cacertsout', caPubs, 'CA certificates', output);
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

const OUTPUTS = [
  ...(['newkeyout', 'certout', 'chainout', 'cacertsout', 'extracertsout', 'srvcertout'] as const),
  ...(['newwithnew', 'newwithold', 'oldwithnew', 'template', 'keyspec', 'crlout'] as const),
];
