import type { Transaction } from 'kysely';

import type { Database } from '../../storage/database.ts';
import { isOneOf } from '../../storage/is-one-of.ts';
import type { EndReason, Leaver } from '../conditions/newcomer.ts';
import type { AlertChange } from './admit-newcomers.ts';

/** Takes those who are affected no more out of their alerts. One that is empty now ends when everything is looked at. */
export async function dismissLeavers(
  database: Transaction<Database>,
  leavers: readonly Leaver[],
  now: number,
  changes: Map<string, AlertChange>,
): Promise<void> {
  const together = Map.groupBy(leavers, ({ alertId, reason }) => `${alertId} ${reason}`);
  for (const some of together.values()) {
    const [first] = some;
    if (first === undefined) continue;
    const { alertId, reason } = first;
    const { numUpdatedRows } = await database
      .updateTable('alertMembers')
      .set({ leftAt: now, leftReason: reason })
      .where('alertId', '=', alertId)
      .where(
        isOneOf(
          database,
          'alertMembers.member',
          some.map(({ member }) => member),
        ),
      )
      .where('leftAt', 'is', null)
      .executeTakeFirst();
    await database
      .updateTable('alerts')
      .set((set) => ({ memberCount: set('memberCount', '-', Number(numUpdatedRows)), notifyAt: now }))
      .where('id', '=', alertId)
      .execute();
    changes.set(alertId, changes.get(alertId) ?? 'changed');
  }
}

/** Ends an alert that nobody is in any more. */
export async function endAlert(database: Transaction<Database>, alertId: string, now: number): Promise<EndReason> {
  const reason = await endReason(database, alertId);
  await database.updateTable('alerts').set({ endedAt: now, endReason: reason }).where('id', '=', alertId).execute();
  return reason;
}

/** Cured, if anything in it was; else why the last one left. */
async function endReason(database: Transaction<Database>, alertId: string): Promise<EndReason> {
  const rows = await database
    .selectFrom('alertMembers')
    .select('leftReason')
    .distinct()
    .where('alertId', '=', alertId)
    .execute();
  const reasons = rows.map(({ leftReason }) => leftReason);
  return REASONS.find((reason) => reasons.includes(reason)) ?? 'cured';
}

const REASONS: readonly EndReason[] = ['rule-off', 'cured', 'revoked', 'removed', 'replaced'];
