import { join } from 'node:path';

import { openDatabase } from '../../../apps/server/src/storage/open-database.ts';
import { openSqlite } from '../../../apps/server/src/storage/sqlite-dialect.ts';
import { fillDatabase, type Filling } from '../../../apps/server/test/fill-database.ts';

/** Makes a console's database with many rows, none of them due, and a hundred CMP servers among the policies. */
export async function fillConsole(folder: string, filling: Filling): Promise<void> {
  const now = Date.now();
  const database = await openDatabase(openSqlite(join(folder, 'console.db')));
  await fillDatabase(database, filling, now);
  await database
    .updateTable('trustpoints')
    .set((set) => ({ renewAt: set.fn<number>('max', ['renewFrom', set.val(now + DAY_MS)]) }))
    .where('validUntil', 'is not', null)
    .execute();
  for (let server = 0; server < 100; server++) {
    const digits = String(server).padStart(2, '0');
    await database
      .updateTable('policyServers')
      .set({ host: `ca-${digits}.example` })
      .where('policyId', 'like', `%${digits}`)
      .execute();
  }
  await database.destroy();
}

const DAY_MS = 86_400_000;
