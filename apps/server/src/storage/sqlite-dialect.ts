import SQLite from 'better-sqlite3';
import { type Dialect, SqliteAdapter, SqliteDialect } from 'kysely';

/**
 * SQLite as this server uses it. What is true of SQLite alone stays in this file.
 *
 * WAL with synchronous=FULL: a commit that was answered is on the disk, also after a power cut. busy_timeout is for
 * outside readers (a backup, a shell); a second console is kept out by the data folder's lock.
 */
export function openSqlite(file: string): Dialect {
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
