import type { Kysely } from 'kysely';

import { StartError } from '../start-error.ts';
import type { Database } from '../storage/database.ts';
import { readMasterKey } from './master-key.ts';
import { createSealer, type Sealer } from './sealer.ts';

/**
 * The sealer of this installation. The database remembers a check value of its key, so that a wrong key is found at the
 * start, and not at the first renewal.
 *
 * @throws {StartError} when the key is missing, exposed, damaged, or of another database
 */
export async function openSealer(database: Kysely<Database>, masterKeyFile: string): Promise<Sealer> {
  const stored = await readKeyCheck(database);
  const sealer = createSealer(readMasterKey(masterKeyFile, stored === undefined).bytes);
  if (stored === undefined) {
    // Replicas may start at once over a new database: the first one decides, and the others read what it has written.
    await database
      .insertInto('installation')
      .values({ name: KEY_CHECK, value: sealer.keyCheckValue })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const decided = stored ?? (await readKeyCheck(database));
  if (decided === undefined || !sealer.isKeyOf(decided.value)) {
    throw new StartError(
      'master-key-wrong',
      `The master key ${masterKeyFile} is not the one this database was sealed with. Put the right file there, or set MASTER_KEY_FILE to where it lies. All replicas of a console need the same key.`,
    );
  }
  return sealer;
}

async function readKeyCheck(database: Kysely<Database>) {
  return await database.selectFrom('installation').select('value').where('name', '=', KEY_CHECK).executeTakeFirst();
}

const KEY_CHECK = 'master-key-check';
