import { join } from 'node:path';

import { sql } from 'kysely';

import { openDatabase } from '../../../apps/server/src/storage/open-database.ts';
import { openSqlite } from '../../../apps/server/src/storage/sqlite-dialect.ts';
import { fillDatabase, type Filling } from '../../../apps/server/test/fill-database.ts';

/** Makes a console's database with many rows, none of them due, and forty CMP servers among the policies. */
export async function fillConsole(folder: string, filling: Filling): Promise<void> {
  const now = Date.now();
  const database = await openDatabase(openSqlite(join(folder, 'console.db')));
  await fillDatabase(database, filling, now);
  await sql`update trustpoints set renew_at = max(renew_from, ${now + DAY_MS}) where valid_until is not null`.execute(
    database,
  );
  await sql`update policy_servers set host = 'ca-' || (rowid % 40) || '.example'`.execute(database);
  await sql`analyze`.execute(database);
  await database.destroy();
}

const DAY_MS = 86_400_000;
