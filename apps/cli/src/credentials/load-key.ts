import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

import type { DecryptionKey } from '@crypto-cmp/cmp';
import { createDecryptionKey } from '@crypto-cmp/cmp/node';
import { type HashName, type Signer, X509Error } from '@crypto-cmp/x509';
import { createSigner } from '@crypto-cmp/x509/node';

import { CliError } from '../cli-error.ts';
import type { OptionName } from '../options/options.ts';
import { privateKeyInPkcs12 } from './pkcs12-key.ts';
import { readInputFile } from './read-input-file.ts';

export interface KeySource {
  readonly file: string;
  readonly option: OptionName;
  readonly passphrase: string | undefined;
  readonly passphraseOption: OptionName;
}

/**
 * A private key from PEM (PKCS#8, SEC 1, PKCS#1, each also encrypted), DER, or PKCS#12.
 *
 * @throws CliError
 */
export async function loadPrivateKey(source: KeySource, hash: HashName): Promise<Signer> {
  const key = await readPrivateKey(source);
  if (key === undefined) {
    throw new CliError(`-${source.option}: expected a private key in PEM or DER in ${source.file}`);
  }
  return toSigner(key, hash, source);
}

/** The same as PKCS#8 in PEM, for TLS. It is a secret. @throws CliError */
export async function loadPrivateKeyPem(
  source: KeySource,
): Promise<{ readonly privateKey: string; readonly publicKey: Uint8Array }> {
  const key = await readPrivateKey(source);
  if (key === undefined) {
    throw new CliError(`-${source.option}: expected a private key in PEM or DER in ${source.file}`);
  }
  const privateKey = key.export({ format: 'pem', type: 'pkcs8' }).toString();
  const publicKey = createPublicKey({ key: privateKey }).export({ format: 'der', type: 'spki' });
  return { privateKey, publicKey: new Uint8Array(publicKey) };
}

/** A key, and what it can do; a public one can do nothing here. */
export interface LoadedKey {
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  readonly isPrivate: boolean;
  readonly signer?: Signer;
  readonly decryptionKey?: DecryptionKey;
}

/** The private key, or where the file has a public one only, that. @throws CliError */
export async function loadAnyKey(source: KeySource, hash: HashName): Promise<LoadedKey> {
  const key = await readPrivateKey(source);
  if (key !== undefined) {
    const decryptionKey = createDecryptionKey(key);
    const signer = decryptionKey === undefined ? toSigner(key, hash, source) : trySigner(key, hash);
    const publicKey = signer?.publicKey ?? decryptionKey?.key.publicKey ?? new Uint8Array();
    return { publicKey, isPrivate: true, ...(signer && { signer }), ...(decryptionKey && { decryptionKey }) };
  }
  const bytes = Buffer.from(await readInputFile(source.file, source.option));
  const publicKey = tryAll(
    () => createPublicKey({ key: bytes, format: 'pem' }),
    () => createPublicKey({ key: bytes, format: 'der', type: 'spki' }),
  );
  if (publicKey === undefined) {
    throw new CliError(`-${source.option}: expected a key in PEM or DER in ${source.file}`);
  }
  return { publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })), isPrivate: false };
}

async function readPrivateKey({
  file,
  option,
  passphrase,
  passphraseOption,
}: KeySource): Promise<KeyObject | undefined> {
  const key = Buffer.from(await readInputFile(file, option));
  // Node would ask nobody: an encrypted key without a passphrase has to be told apart from a wrong one.
  const isEncrypted = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(key.toString('latin1'));
  if (isEncrypted && passphrase === undefined) {
    throw new CliError(`-${option}: ${file} is encrypted. Give its passphrase in -${passphraseOption}`);
  }
  const secret = passphrase === undefined ? {} : { passphrase };
  const inPkcs12 = privateKeyInPkcs12(key);
  if (inPkcs12 !== undefined && passphrase === undefined) {
    throw new CliError(`-${option}: ${file} is PKCS#12. Give its passphrase in -${passphraseOption}`);
  }
  const found = tryAll(
    () => createPrivateKey({ key: Buffer.from(inPkcs12 ?? key), format: 'der', type: 'pkcs8', ...secret }),
    () => createPrivateKey({ key, format: 'pem', ...secret }),
    () => createPrivateKey({ key, format: 'der', type: 'sec1' }),
    () => createPrivateKey({ key, format: 'der', type: 'pkcs1' }),
  );
  if (found === undefined && (isEncrypted || inPkcs12 !== undefined)) {
    throw new CliError(`-${passphraseOption}: this is not the passphrase of ${file}`);
  }
  return found;
}

function trySigner(key: KeyObject, hash: HashName): Signer | undefined {
  try {
    return createSigner(key, { hash });
  } catch (error) {
    if (error instanceof X509Error) return undefined;
    throw error;
  }
}

function toSigner(key: KeyObject, hash: HashName, { option, file }: KeySource): Signer {
  try {
    return createSigner(key, { hash });
  } catch {
    throw new CliError(`-${option}: the key in ${file} cannot sign here. Use RSA, EC, Ed25519 or Ed448`);
  }
}

/** Why each of them fails is dropped: Node's messages may speak of the key's content. */
function tryAll(...readings: readonly (() => KeyObject)[]): KeyObject | undefined {
  for (const read of readings) {
    try {
      return read();
    } catch {
      continue;
    }
  }
  return undefined;
}
