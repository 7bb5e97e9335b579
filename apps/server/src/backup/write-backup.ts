import type { Kysely, Transaction } from 'kysely';

import { toInstant } from '../instant.ts';
import { readMasterKey } from '../sealing/master-key.ts';
import { openSealer } from '../sealing/open-sealer.ts';
import type { Database } from '../storage/database.ts';
import { isPostgres } from '../storage/postgres-dialect.ts';
import { readAllRows } from '../storage/tables.ts';
import { type BackupHeader, writeRows } from './backup-format.ts';
import { type EncryptionOptions, writeEncryptedFile } from './encrypted-file.ts';
import { readSnapshot, readSourceVersion } from './source.ts';

/** An installation: its tables, and where the key is that opens what is sealed in them. */
export interface BackupSource {
  readonly database: Kysely<Database>;
  readonly masterKeyFile: string;
}

/**
 * Writes all tables and the master key into one encrypted file, as they are at one moment. The console may be at work
 * meanwhile: it is not held up.
 *
 * @param now milliseconds since 1970
 * @returns how many rows of each table the backup has
 */
export async function writeBackup(
  { database, masterKeyFile }: BackupSource,
  file: string,
  encryption: EncryptionOptions,
  now: number,
): Promise<ReadonlyMap<string, number>> {
  const migrations = await readSourceVersion(database);
  // A key that does not open these rows would make a backup of nothing.
  await openSealer(database, masterKeyFile);
  const header: BackupHeader = {
    format: 'crypto-cmp-console backup',
    formatVersion: 1,
    createdAt: toInstant(now),
    engine: isPostgres(database) ? 'postgresql' : 'sqlite',
    migrations,
    masterKey: Buffer.from(readMasterKey(masterKeyFile, false).bytes).toString('hex'),
  };
  return await readSnapshot(database, async (transaction) => {
    const counts = new Map<string, number>();
    await writeEncryptedFile(file, backupLines(header, transaction, counts), encryption);
    return counts;
  });
}

async function* backupLines(
  header: BackupHeader,
  transaction: Transaction<Database>,
  counts: Map<string, number>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(header)}\n`;
  for await (const some of readAllRows(transaction)) {
    counts.set(some.table, (counts.get(some.table) ?? 0) + some.rows.length);
    yield `${writeRows(some)}\n`;
  }
  yield `${JSON.stringify({ end: Object.fromEntries(counts) })}\n`;
}
