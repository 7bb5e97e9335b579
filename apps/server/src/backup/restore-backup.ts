import type { Kysely } from 'kysely';

import { noteRestored } from '../restored/restored-mark.ts';
import { placeMasterKey } from '../sealing/master-key.ts';
import { createSealer } from '../sealing/sealer.ts';
import type { Database } from '../storage/database.ts';
import type { DatabaseEngine } from '../storage/database-engine.ts';
import { migrateDatabase } from '../storage/open-database.ts';
import { insertRows } from '../storage/tables.ts';
import type { BackupHeader } from './backup-format.ts';
import { damaged } from './encrypted-file.ts';
import { openBackup } from './read-backup.ts';
import { refuseUsedTarget } from './target.ts';

/** Where an installation is put back: a database that nobody has used, and the file of its master key. */
export interface RestoreTarget {
  readonly database: Kysely<Database>;
  readonly settle: DatabaseEngine['settle'];
  readonly masterKeyFile: string;
}

/** What was put back. */
export interface Restored {
  readonly header: BackupHeader;
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * Puts a backup back, whole or not at all: the rows of its tables come in one transaction, which ends only when the file has
 * ended as it should. Tables of an older version are made as they were, filled, and then brought up to date.
 *
 * The key is on the disk before what it opens. Where the process dies between the two, the same restore finds its own key
 * there, and goes on.
 */
export async function restoreBackup(
  { database, settle, masterKeyFile }: RestoreTarget,
  file: string,
  passphrase: string,
): Promise<Restored> {
  const backup = await openBackup(file, passphrase);
  try {
    const { header } = backup;
    const masterKey = Buffer.from(header.masterKey, 'hex');
    await refuseUsedTarget(database, header.migrations);
    await migrateDatabase(database, header.migrations.at(-1));
    const counts = await database.transaction().execute(async (transaction) => {
      const inserted = new Map<string, number>();
      for await (const some of backup.rows()) {
        await insertRows(transaction, some);
        inserted.set(some.table, (inserted.get(some.table) ?? 0) + some.rows.length);
      }
      const check = await transaction
        .selectFrom('installation')
        .select('value')
        .where('name', '=', 'master-key-check')
        .executeTakeFirst();
      if (check === undefined || !createSealer(masterKey).isKeyOf(check.value)) throw damaged(file);
      await noteRestored(transaction, header.createdAt);
      placeMasterKey(masterKeyFile, masterKey);
      return inserted;
    });
    await migrateDatabase(database);
    await settle(database.withoutPlugins());
    return { header, counts };
  } finally {
    await backup.close();
  }
}

/** Reads a backup to its end, as a restore would, and writes nothing. */
export async function checkBackup(file: string, passphrase: string): Promise<Restored> {
  const backup = await openBackup(file, passphrase);
  try {
    const counts = new Map<string, number>();
    for await (const { table, rows } of backup.rows()) counts.set(table, (counts.get(table) ?? 0) + rows.length);
    return { header: backup.header, counts };
  } finally {
    await backup.close();
  }
}
