import type { AlertRule } from '@crypto-cmp/api';
import type { Selectable, Transaction } from 'kysely';

import type { AlertChannelTable } from '../../storage/alert-tables.ts';
import type { Database } from '../../storage/database.ts';
import { chosenChannels } from '../rules/alert-rules.ts';

export type ChosenChannel = Pick<Selectable<AlertChannelTable>, 'id' | 'name' | 'type'>;

/** The channels that are on and that a rule writes to. */
export async function findChannels(database: Transaction<Database>, rule: AlertRule): Promise<ChosenChannel[]> {
  const chosen = chosenChannels(rule);
  return await database
    .selectFrom('alertChannels')
    .select(['id', 'name', 'type'])
    .where('enabled', '=', 1)
    .$if(chosen !== undefined, (query) => query.where('id', 'in', [...(chosen ?? []), '']))
    .orderBy('createdAt')
    .execute();
}
