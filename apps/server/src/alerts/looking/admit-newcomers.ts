import type { AlertKind } from '@crypto-cmp/policy';
import { sql, type Transaction } from 'kysely';

import type { Database } from '../../storage/database.ts';
import type { Newcomer, OpenMember } from '../conditions/newcomer.ts';
import { dismissLeavers } from './dismiss-leavers.ts';
import { openAlerts } from './open-alerts.ts';

/** What has become of an alert in one look. */
export type AlertChange = 'began' | 'changed' | 'ended';

/**
 * Takes newcomers into the alerts of their causes, and opens those that are missing; a few queries for all of them. Call it
 * with the kind locked.
 *
 * @param open the alerts of this kind that they are in already
 */
export async function admitNewcomers(
  database: Transaction<Database>,
  kind: AlertKind,
  newcomers: readonly Newcomer[],
  open: readonly OpenMember[],
  now: number,
  changes: Map<string, AlertChange>,
): Promise<void> {
  const before = new Map(open.map((member) => [member.member, member]));
  const isSame = (newcomer: Newcomer) => before.get(newcomer.member)?.subject === newcomer.subject;
  for (const newcomer of newcomers.filter(isSame)) await renewMember(database, kind, newcomer);

  const joining = newcomers.filter((newcomer) => !isSame(newcomer));
  const changingOver = joining.flatMap(({ member }) => before.get(member) ?? []);
  const leavers = changingOver.map((member) => ({ ...member, reason: 'replaced' as const }));
  await dismissLeavers(database, leavers, now, changes);
  if (joining.length === 0) return;
  const alerts = await openAlerts(database, kind, joining, now, changes);
  await database
    .insertInto('alertMembers')
    .values(
      joining.flatMap(({ subject, readFacts: _, ...member }) => {
        const alert = alerts.get(subject);
        if (alert === undefined) return [];
        // Later than the last message of the alert: what is not is told already.
        const since = Math.max(now, (alert.lastNotifiedAt ?? 0) + 1);
        return { ...member, alertId: alert.id, kind, since, leftAt: null, leftReason: null, announced: 0 };
      }),
    )
    .onConflict((conflict) =>
      conflict.columns(['alertId', 'member']).doUpdateSet((set) => ({
        name: set.ref('excluded.name'),
        policyId: set.ref('excluded.policyId'),
        policyName: set.ref('excluded.policyName'),
        enrollmentId: set.ref('excluded.enrollmentId'),
        validUntil: set.ref('excluded.validUntil'),
        since: set.ref('excluded.since'),
        leftAt: null,
        leftReason: null,
        announced: WAS_TOLD,
      })),
    )
    .execute();
}

/** One that comes back, and was counted before, is no news. */
const WAS_TOLD = sql<number>`case when ${sql.ref('alertMembers.announced')} = 1 or ${sql.ref('alertMembers.since')} <=
  (select coalesce(${sql.ref('lastNotifiedAt')}, 0) from alerts where id = ${sql.ref('alertMembers.alertId')})
  then 1 else 0 end`;

/** The same again: known, and not told anew. */
async function renewMember(
  database: Transaction<Database>,
  kind: AlertKind,
  { member, enrollmentId, validUntil }: Newcomer,
): Promise<void> {
  await database
    .updateTable('alertMembers')
    .set({ enrollmentId, validUntil })
    .where('kind', '=', kind)
    .where('member', '=', member)
    .where('leftAt', 'is', null)
    .execute();
}
