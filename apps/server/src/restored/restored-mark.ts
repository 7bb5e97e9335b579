import type { Transaction } from 'kysely';

import type { Database } from '../storage/database.ts';

/** Says in the database that it was put back from a backup, until the first start has drawn its conclusions. */
export async function noteRestored(transaction: Transaction<Database>, backupAt: string): Promise<void> {
  // A backup of an installation that was restored, and not started since, has the mark of the older backup.
  await takeRestored(transaction);
  await transaction.insertInto('installation').values({ name: MARK, value: backupAt }).execute();
}

/** Takes the mark away. Of replicas that start at once, one gets it. */
export async function takeRestored(transaction: Transaction<Database>): Promise<string | undefined> {
  const mark = await transaction
    .deleteFrom('installation')
    .where('name', '=', MARK)
    .returning('value')
    .executeTakeFirst();
  return mark?.value;
}

const MARK = 'restored-from';
