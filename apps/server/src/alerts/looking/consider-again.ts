import type { AlertKind } from '@crypto-cmp/policy';
import type { Kysely } from 'kysely';

import type { Database } from '../../storage/database.ts';

/** What of an alert is told next depends on its rule, and on the clock: after a change the next look works it out anew. */
export async function considerAgain(database: Kysely<Database>, now: number, kind?: AlertKind): Promise<void> {
  await database
    .updateTable('alerts')
    .set({ notifyAt: now })
    .where((where) => where.or([where('endedAt', 'is', null), where('notifyAt', 'is not', null)]))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .execute();
}
