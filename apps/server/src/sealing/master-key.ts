import { randomBytes, timingSafeEqual } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, linkSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

import { StartError } from '../start-error.ts';

/** The key that seals everything, and whether it was made just now. */
export interface MasterKey {
  readonly bytes: Uint8Array;
  readonly isNew: boolean;
}

/**
 * Reads the master key, or makes it where there is none.
 *
 * The file holds 32 random octets in hexadecimal and belongs to its owner alone. A key that others can read is no
 * secret any more: that is a refusal, not a warning, because nobody reads warnings of a program that works.
 *
 * @param mayCreate false when the database has sealed records already: a new key could not open them.
 * @throws {StartError}
 */
export function readMasterKey(file: string, mayCreate: boolean): MasterKey {
  const descriptor = openIfThere(file);
  if (descriptor === undefined) {
    if (mayCreate) return makeMasterKey(file) ?? readMasterKey(file, false);
    throw new StartError(
      'master-key-missing',
      `The master key ${file} is not there, and the database was sealed with one. Put the key file back (every replica needs the same one), or set MASTER_KEY_FILE to where it lies.`,
    );
  }
  try {
    const { mode } = fstatSync(descriptor);
    if ((mode & GROUP_AND_OTHERS) !== 0) {
      throw new StartError(
        'master-key-exposed',
        `The master key ${file} can be read by other users (mode ${(mode & 0o777).toString(8)}). Run: chmod 600 ${file}`,
      );
    }
    const text = readText(file, descriptor);
    if (!/^[0-9a-f]{64}$/i.test(text)) {
      throw new StartError(
        'master-key-malformed',
        `The master key ${file} is damaged: expected 64 hexadecimal digits. Put the right file back from your backup.`,
      );
    }
    return { bytes: Buffer.from(text, 'hex'), isNew: false };
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Puts a known key into its file, or finds it there already.
 *
 * @throws {StartError} when the file holds another key, which may be all that opens another database
 */
export function placeMasterKey(file: string, bytes: Uint8Array): void {
  const isThere = (): boolean => {
    const descriptor = openIfThere(file);
    if (descriptor === undefined) return false;
    closeSync(descriptor);
    if (timingSafeEqual(readMasterKey(file, false).bytes, bytes)) return true;
    throw new StartError(
      'master-key-wrong',
      `The file ${file} holds the master key of another installation. Move it away, or set MASTER_KEY_FILE to another place.`,
    );
  };
  if (isThere()) return;
  try {
    writeKeyFile(file, bytes);
  } catch (cause) {
    throw unwritable(file, cause);
  }
}

/** Undefined when another process was quicker. */
function makeMasterKey(file: string): MasterKey | undefined {
  try {
    const bytes = randomBytes(KEY_LENGTH);
    writeKeyFile(file, bytes);
    return { bytes, isNew: true };
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return undefined;
    throw unwritable(file, cause);
  }
}

/** Written beside and linked, so that a crash leaves a whole key or none, and no replica overwrites another's. */
function writeKeyFile(file: string, bytes: Uint8Array): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, `${Buffer.from(bytes).toString('hex')}\n`);
    // Sealed records must never reach the disk before the key that opens them.
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(draft, file);
  } finally {
    unlinkSync(draft);
  }
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw unreadable(file, cause);
  }
}

function readText(file: string, descriptor: number): string {
  try {
    return readFileSync(descriptor, 'utf8').trim();
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function unwritable(file: string, cause: unknown): StartError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StartError('master-key-unwritable', `The master key ${file} cannot be made: ${reason}.`, { cause });
}

function unreadable(file: string, cause: unknown): StartError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StartError('master-key-unreadable', `The master key ${file} cannot be read: ${reason}.`, { cause });
}

const KEY_LENGTH = 32;
const GROUP_AND_OTHERS = 0o077;
