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

/** As if everything that is wrong with the trustpoints of a console had been put right at once. */
export async function cureConsole(folder: string): Promise<void> {
  const database = await openDatabase(openSqlite(join(folder, 'console.db')));
  const validUntil = Date.now() + 300 * DAY_MS;
  await database
    .updateTable('trustpoints')
    .set((set) => ({
      validUntil: set.case().when('validUntil', 'is', null).then(null).else(validUntil).end(),
      overdueFrom: set
        .case()
        .when('validUntil', 'is', null)
        .then(null)
        .else(validUntil - 7 * DAY_MS)
        .end(),
      lastFailure: null,
      lastFailureAt: null,
      lastFailureEnrollmentId: null,
    }))
    .execute();
  await database.destroy();
}

const DAY_MS = 86_400_000;
