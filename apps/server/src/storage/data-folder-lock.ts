import { join } from 'node:path';

import SQLite from 'better-sqlite3';

import { StartError } from '../start-error.ts';

/** A held lock on the data folder. */
export interface DataFolderLock {
  release(): void;
}

/**
 * Takes the data folder for this process alone.
 *
 * The lock is an exclusive SQLite transaction that stays open on a file of its own, so it is the operating system's
 * file lock: it dies with the process, also by kill -9, and leaves nothing stale behind. (A file with a process id in
 * it would need guessing whether that process still lives.)
 *
 * @throws {StartError} when another process holds it, or nobody can.
 */
export function lockDataFolder(dataDir: string): DataFolderLock {
  const database = openLock(dataDir);
  try {
    database.pragma('journal_mode = DELETE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    if (!isBusy(cause)) throw unusable(dataDir, cause);
    throw new StartError(
      'data-folder-in-use',
      `Another console already works in the data folder ${dataDir}. Stop it first, or set DATA_DIR to another folder.`,
      { cause },
    );
  }
  held.add(database);
  return {
    release() {
      held.delete(database);
      database.close();
    },
  };
}

/** A connection that nobody refers to any more is closed by the garbage collector, and the lock with it. */
const held = new Set<SQLite.Database>();

function openLock(dataDir: string): SQLite.Database {
  try {
    return new SQLite(join(dataDir, 'console.lock'), { timeout: 0 });
  } catch (cause) {
    throw unusable(dataDir, cause);
  }
}

function unusable(dataDir: string, cause: unknown): StartError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StartError(
    'data-folder-unusable',
    `The data folder ${dataDir} cannot be locked: ${reason}. Let this user write there, or set DATA_DIR to another folder.`,
    { cause },
  );
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof SQLite.SqliteError && (error.code.startsWith('SQLITE_BUSY') || error.code === 'SQLITE_LOCKED')
  );
}
