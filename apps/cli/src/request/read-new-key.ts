import type { Decryption, RequestedKey } from '@crypto-cmp/cmp';
import { decode } from '@crypto-cmp/der';
import { type Signer, SubjectPublicKeyInfo } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import { CliError } from '../cli-error.ts';
import { type LoadedKey, loadAnyKey } from '../credentials/load-key.ts';
import { readSecret } from '../credentials/read-secret.ts';
import type { Host } from '../host.ts';
import type { Options } from '../options/options.ts';
import { readDigest } from './read-algorithms.ts';
import type { Credentials } from './read-protector.ts';
import type { References } from './references.ts';

/** The key to be certified, how it is proven, and what opens what comes encrypted because of that. */
export interface NewKey {
  readonly key: RequestedKey;
  readonly raVerified: boolean;
  readonly decryption?: Decryption;
}

/** By `-centralkeygen`, `-popo`, `-newkey` and `-key`, as OpenSSL 3.5 has them. */
export async function readNewKey(
  options: Options,
  references: References,
  { protector, keySigner }: Credentials,
  host: Host,
): Promise<NewKey> {
  const popo = options.number('popo');
  if (options.flag('centralkeygen') || popo === -1) return readCentralKey(options, protector.kind, host);
  const file = options.text('newkey');
  if (file === undefined && references.csr !== undefined) {
    throw new CliError('-newkey: it is needed, since a -csr has no private key to prove possession with');
  }
  if (popo === 2) return readEncryptionKey(options, host);
  const raVerified = popo === 0;
  if (file === undefined) {
    if (keySigner === undefined) throw new CliError('-newkey: the key to be certified is needed');
    return { key: { keySigner }, raVerified };
  }
  const { signer, publicKey, isPrivate } = await loadKey(options, 'newkey', host);
  if (signer !== undefined) return { key: { keySigner: signer }, raVerified };
  if (raVerified) return { key: { keySigner: publicOnly(publicKey) }, raVerified };
  throw new CliError(
    isPrivate
      ? `-newkey: the key in ${file} cannot sign. Give -popo 2, and the certificate comes encrypted to it`
      : `-newkey: ${file} has a public key only. Give the private one, or -popo 0 if an RA has seen it`,
  );
}

/** RFC 9483, section 4.1.6: by our secret, or else encrypted to the key of -cert. */
async function readCentralKey(
  options: Options,
  protection: Credentials['protector']['kind'],
  host: Host,
): Promise<NewKey> {
  const popo = options.number('popo') ?? -1;
  if (popo !== -1) throw new CliError(`-popo: ${popo} makes no sense with -centralkeygen, since there is no key yet`);
  if (options.text('newkeyout') === undefined) {
    throw new CliError('-newkeyout: it is needed to save the key that the CA makes');
  }
  const own = options.text('key') === undefined ? undefined : (await loadKey(options, 'key', host)).decryptionKey;
  if (protection !== 'mac' && own === undefined) {
    throw new CliError(
      '-centralkeygen: the CA needs -secret, or the -cert of a -key to which it can encrypt: RSA or EC',
    );
  }
  const wished = options.text('newkey') === undefined ? undefined : await loadKey(options, 'newkey', host);
  const algorithm = wished && decode(SubjectPublicKeyInfo, wished.publicKey).algorithm;
  return {
    key: { centralKey: { ...(algorithm !== undefined && { algorithm }) } },
    raVerified: false,
    decryption: { crypto: nodeCrypto, ...(own !== undefined && { key: own }) },
  };
}

/** RFC 9810, section 5.2.8.3.2. */
async function readEncryptionKey(options: Options, host: Host): Promise<NewKey> {
  const option = options.text('newkey') === undefined ? 'key' : 'newkey';
  if (options.text(option) === undefined) throw new CliError('-newkey: the key to be certified is needed');
  const { decryptionKey: key, publicKey } = await loadKey(options, option, host);
  if (key === undefined) {
    throw new CliError(`-popo: 2 needs a private key that decrypts in -${option}: RSA, EC, X25519, X448 or ML-KEM`);
  }
  return { key: { encryptionKey: publicKey }, raVerified: false, decryption: { crypto: nodeCrypto, key } };
}

async function loadKey(options: Options, option: 'newkey' | 'key', host: Host): Promise<LoadedKey> {
  const passphraseOption = option === 'newkey' ? 'newkeypass' : 'keypass';
  const source = options.text(passphraseOption);
  const passphrase = source === undefined ? undefined : await readSecret(source, passphraseOption, host);
  const hash = readDigest(options.text('digest') ?? 'sha256');
  return loadAnyKey({ file: options.text(option) ?? '', option, passphrase, passphraseOption }, hash);
}

/** With raVerified nobody asks for a proof, so there is nothing to sign. */
function publicOnly(publicKey: Uint8Array): Signer {
  return { algorithm: { algorithm: '1.2.840.10045.4.3.2' }, publicKey, sign: async () => new Uint8Array() };
}
