import { createPrivateKey } from 'node:crypto';
import { open } from 'node:fs/promises';

import { CliError } from '../cli-error.ts';
import { reasonOf } from '../credentials/read-input-file.ts';
import { readSecret } from '../credentials/read-secret.ts';
import type { Host } from '../host.ts';
import type { Output } from './write-output.ts';

/** The key that the CA has made: PKCS#8 in PEM, encrypted where -newkeypass is given, readable by its owner only. */
export async function savePrivateKey(privateKey: Uint8Array, { options, log }: Output, host: Host): Promise<void> {
  const file = options.text('newkeyout');
  if (file === undefined) return;
  const source = options.text('newkeypass');
  const passphrase = source === undefined ? undefined : await readSecret(source, 'newkeypass', host);
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
  const pem = key.export({
    format: 'pem',
    type: 'pkcs8',
    ...(passphrase !== undefined && { cipher: 'aes-256-cbc', passphrase }),
  });
  try {
    const handle = await open(file, 'w', OWNER_ONLY);
    try {
      // Of a file that was there already, the mode is still the old one.
      await handle.chmod(OWNER_ONLY);
      await handle.writeFile(pem);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new CliError(`-newkeyout: cannot write ${file}: ${reasonOf(error)}`);
  }
  log.info(`saved the private key to ${file}`);
  if (passphrase === undefined) log.warn(`-newkeyout: ${file} is not encrypted, since -newkeypass is not given`);
}

const OWNER_ONLY = 0o600;
