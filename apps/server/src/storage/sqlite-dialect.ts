import SQLite from 'better-sqlite3';
import { SqliteAdapter, SqliteDialect } from 'kysely';

import { StartError } from '../start-error.ts';
import type { DatabaseEngine } from './database-engine.ts';

/**
 * SQLite as this server uses it. What is true of SQLite alone stays in this file.
 *
 * WAL with synchronous=FULL: a commit that was answered is on the disk, also after a power cut. busy_timeout is for
 * outside readers (a backup, a shell); a second console is kept out by the data folder's lock.
 */
export function openSqlite(file: string): DatabaseEngine {
  const explain = (error: unknown) => explainSqliteError(file, error);
  try {
    return { dialect: openFile(file), check: nothing, settle: nothing, explain };
  } catch (error) {
    throw explain(error);
  }
}

/** For reading alone, also while a console works with it. */
export function openSqliteForReading(file: string): DatabaseEngine {
  const explain = (error: unknown) => explainSqliteError(file, error);
  try {
    const database = new SQLite(file, { readonly: true, fileMustExist: true, timeout: 5000 });
    return { dialect: new SqliteDialect({ database }), check: nothing, settle: nothing, explain };
  } catch (error) {
    throw explain(error);
  }
}

function openFile(file: string): SqliteDialect {
  const database = new SQLite(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('busy_timeout = 5000');
  database.pragma('cache_size = -16000');
  // Counts what the query planner needs to know, where that has changed much.
  database.pragma('optimize = 0x10002');
  return new TransactionalDdlDialect({ database });
}

async function nothing(): Promise<void> {
  // Every version that comes in the package will do.
}

function explainSqliteError(file: string, cause: unknown): unknown {
  if (!(cause instanceof SQLite.SqliteError)) return cause;
  if (cause.code === 'SQLITE_NOTADB' || cause.code.startsWith('SQLITE_CORRUPT')) {
    return new StartError(
      'database-damaged',
      `The database ${file} is damaged: ${cause.message}. Put it back from your backup, with the files beside it that begin with the same name.`,
      { cause },
    );
  }
  return new StartError(
    'database-unusable',
    `The database ${file} cannot be used: ${cause.message}. Look for free space on its disk, and whether this user may write there.`,
    { cause },
  );
}

/** SQLite's DDL is transactional, so a migration that is killed midway leaves nothing behind. Kysely is more careful. */
class TransactionalDdlDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalDdlAdapter();
  }
}

class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
