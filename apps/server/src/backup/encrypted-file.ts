import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

import { Decrypter, Encrypter } from 'age-encryption';

import { BackupError } from './backup-error.ts';

/** How a file is encrypted. */
export interface EncryptionOptions {
  readonly passphrase: string;
  /** scrypt's cost as a power of two; 18 takes about a second, and 256 MB for that long. */
  readonly workFactor?: number;
}

/**
 * Writes text, zipped and encrypted, in the format of `age` with a passphrase. Under its name the file appears whole or not
 * at all: it is written beside, flushed to the disk and renamed.
 */
export async function writeEncryptedFile(
  file: string,
  text: AsyncIterable<string>,
  { passphrase, workFactor = WORK_FACTOR }: EncryptionOptions,
): Promise<void> {
  await refuseExisting(file);
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(workFactor);
  const draft = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  const handle = await open(draft, 'wx', 0o600).catch((cause: unknown) => {
    throw unwritable(file, cause);
  });
  try {
    await pipeline(
      text,
      createGzip(),
      (zipped) => encrypt(encrypter, Readable.from(zipped)),
      // Flushed below, so not closed here.
      async (encrypted) => {
        for await (const chunk of encrypted) await handle.writeFile(chunk).catch((cause) => refuseWrite(file, cause));
      },
    );
    await handle.sync();
    await handle.close();
    await refuseExisting(file);
    await rename(draft, file);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
  // The name is on the disk only when the folder is.
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * Reads such a file, line by line. Each piece was authenticated before it comes out; that the file is whole is known when
 * the last line has come.
 *
 * @throws {BackupError} when it is no such file, the passphrase is another, or it was cut off or altered
 */
export async function* readEncryptedFile(file: string, passphrase: string): AsyncGenerator<string> {
  const opened = await open(file, 'r').catch((cause: unknown) => {
    throw new BackupError('file-unreadable', `The file ${file} cannot be read: ${reasonOf(cause)}.`, { cause });
  });
  const start = Buffer.alloc(AGE_START.length);
  await opened.read(start, 0, start.length, 0);
  await opened.close();
  if (start.toString('latin1') !== AGE_START) {
    throw new BackupError(
      'not-a-backup',
      `The file ${file} is no backup of a console: it is not in the format of age.`,
    );
  }
  const decrypted = await decryptHeader(file, passphrase);
  const unzipped = createGunzip();
  const done = pipeline(Readable.fromWeb(decrypted), unzipped).catch(() => undefined);
  try {
    yield* linesOf(unzipped);
  } catch (cause) {
    if (cause instanceof BackupError) throw cause;
    throw damaged(file, cause);
  } finally {
    unzipped.destroy();
    await done;
  }
}

/** A file that does not say what it should: for whoever reads the lines, too. */
export function damaged(file: string, cause?: unknown): BackupError {
  return new BackupError(
    'backup-damaged',
    `The backup ${file} was cut off or altered: nothing of it was taken. Use another copy of it.`,
    { cause },
  );
}

async function* encrypt(encrypter: Encrypter, plain: Readable): AsyncGenerator<Uint8Array> {
  // as: Node's type of a web stream and the library's are one thing under two names
  const encrypted = await encrypter.encrypt(Readable.toWeb(plain) as unknown as ReadableStream<Uint8Array>);
  yield* encrypted as unknown as AsyncIterable<Uint8Array>;
}

async function decryptHeader(file: string, passphrase: string): Promise<ReadableStream<Uint8Array>> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const encrypted = createReadStream(file);
  try {
    const stream = await decrypter.decrypt(Readable.toWeb(encrypted) as unknown as ReadableStream<Uint8Array>); // as above
    return stream;
  } catch (cause) {
    encrypted.destroy();
    if (!reasonOf(cause).includes('no identity matched')) throw damaged(file, cause);
    throw new BackupError(
      'passphrase-wrong',
      `The passphrase does not open ${file}. Give the one it was made with; if it is that one, the file was altered.`,
      { cause },
    );
  }
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let begun: Buffer[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...begun, chunk.subarray(start, end)]).toString('utf8');
      begun = [];
      start = end + 1;
    }
    begun.push(chunk.subarray(start));
  }
  const rest = Buffer.concat(begun);
  if (rest.length > 0) yield rest.toString('utf8');
}

async function refuseExisting(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) {
    throw new BackupError(
      'file-exists',
      `The file ${file} is there already, and no backup is written over another. Name a new one.`,
    );
  }
}

function refuseWrite(file: string, cause: unknown): never {
  throw unwritable(file, cause);
}

function unwritable(file: string, cause: unknown): BackupError {
  return new BackupError('file-unwritable', `The backup ${file} cannot be written: ${reasonOf(cause)}.`, { cause });
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

const AGE_START = 'age-encryption.org/v1\n';
const NEWLINE = 0x0a;
/** As the `age` tool has it. */
const WORK_FACTOR = 18;
