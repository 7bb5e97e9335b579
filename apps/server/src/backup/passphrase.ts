import { readFileSync, statSync } from 'node:fs';

import type { BackupSettings } from '../config.ts';
import { BackupError } from './backup-error.ts';

/**
 * The passphrase of backups, from a file of its own or from the environment. Never from an argument: those are shown to
 * every user of the machine, and kept by shells.
 */
export function readPassphrase({ passphrase, passphraseFile }: BackupSettings): string {
  const given = passphraseFile === undefined ? passphrase : readFile(passphraseFile);
  if (given === undefined || given === '') {
    throw new BackupError(
      'passphrase-missing',
      'There is no passphrase. Put one into a file with mode 0600 and name it in BACKUP_PASSPHRASE_FILE, or set BACKUP_PASSPHRASE.',
    );
  }
  return given;
}

/** For a new backup: whoever guesses it has every private key. */
export function refuseWeakPassphrase(passphrase: string): void {
  if ([...passphrase].length >= LEAST_LENGTH) return;
  throw new BackupError(
    'passphrase-weak',
    `The passphrase is too short: use at least ${LEAST_LENGTH} characters, such as six words drawn by chance.`,
  );
}

function readFile(file: string): string {
  try {
    const { mode } = statSync(file);
    if ((mode & 0o077) !== 0) {
      throw new BackupError(
        'passphrase-exposed',
        `The file of the passphrase ${file} can be read by other users (mode ${(mode & 0o777).toString(8)}). Run: chmod 600 ${file}`,
      );
    }
    // Editors end a file with a new line that nobody means.
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    if (cause instanceof BackupError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BackupError('passphrase-unreadable', `The file of the passphrase cannot be read: ${reason}.`, { cause });
  }
}

const LEAST_LENGTH = 12;
