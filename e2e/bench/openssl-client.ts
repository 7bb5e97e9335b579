import { execFile } from 'node:child_process';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { type Certificate, encodePem } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import { REFERENCE_ID, SECRET } from './bench-ca.ts';

/**
 * `openssl cmp` doing what our client does, a process for each enrollment. It is spared making its key pairs: two are
 * made here beforehand, and take turns.
 */
export async function createOpensslClient(
  kind: 'mac' | 'signature',
  url: string,
  trustAnchor: Certificate,
  folder: string,
): Promise<() => Promise<void>> {
  const { host, pathname } = new URL(url);
  const path = (name: string): string => join(folder, `${kind}-${name}`);
  await writeFile(path('root.pem'), encodePem('CERTIFICATE', trustAnchor.der));
  for (const name of ['key-0.pem', 'key-1.pem']) {
    const { privateKey } = await nodeCrypto.generateKeyPair('ec-p256');
    await writeFile(path(name), encodePem('PRIVATE KEY', privateKey), { mode: 0o600 });
  }
  const run = async (command: string, credential: readonly string[], newKey: number): Promise<void> => {
    const target = ['-server', host, '-path', pathname, '-trusted', path('root.pem'), '-certout', path('new.pem')];
    const names = ['-subject', '/O=Example Rail/OU=Branch 12/CN=ap-7', '-sans', 'ap-7.example.com'];
    const args = ['cmp', '-cmd', command, ...target, ...names, '-newkey', path(`key-${newKey}.pem`), ...credential];
    await promisify(execFile)('openssl', args, { timeout: 30_000 });
  };
  const byMac = async (): Promise<void> => run('ir', ['-ref', REFERENCE_ID, '-secret', `pass:${SECRET}`], 0);
  if (kind === 'mac') return byMac;
  await byMac();
  let current = 0;
  return async () => {
    await copyFile(path('new.pem'), path('current.pem'));
    await run('kur', ['-cert', path('current.pem'), '-key', path(`key-${current}.pem`)], 1 - current);
    current = 1 - current;
  };
}
