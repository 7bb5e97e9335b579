import type { Kysely } from 'kysely';

import type { Database } from '../storage/database.ts';
import type { DatabaseEngine } from '../storage/database-engine.ts';
import { migrateDatabase } from '../storage/open-database.ts';
import { countAllRows, insertRows, readAllRows } from '../storage/tables.ts';
import { BackupError } from './backup-error.ts';
import { readSnapshot, readSourceVersion } from './source.ts';
import { refuseUsedTarget } from './target.ts';

/**
 * Copies all rows of one database into an empty other one, of whichever engine, in one transaction of each. The source is
 * only read.
 *
 * @returns how many rows of each table were copied
 */
export async function copyDatabase(
  source: Kysely<Database>,
  target: { readonly database: Kysely<Database>; readonly settle: DatabaseEngine['settle'] },
): Promise<ReadonlyMap<string, number>> {
  const migrations = await readSourceVersion(source);
  await refuseUsedTarget(target.database, migrations);
  await migrateDatabase(target.database);
  await target.settle(target.database.withoutPlugins());
  return await readSnapshot(
    source,
    async (reading) =>
      await target.database.transaction().execute(async (writing) => {
        for await (const some of readAllRows(reading)) await insertRows(writing, some);
        const [there, here] = [await countAllRows(reading), await countAllRows(writing)];
        for (const table of new Set([...there.keys(), ...here.keys()])) {
          if (there.get(table) === here.get(table)) continue;
          throw new BackupError(
            'counts-differ',
            `The table ${table} has ${there.get(table) ?? 0} rows, and ${here.get(table) ?? 0} arrived: nothing was copied. This is a fault of the console.`,
          );
        }
        return here;
      }),
  );
}
