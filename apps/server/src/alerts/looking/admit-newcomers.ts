import type { AlertKind } from '@crypto-cmp/policy';
import type { Selectable, Transaction } from 'kysely';

import type { AlertTable } from '../../storage/alert-tables.ts';
import type { Database } from '../../storage/database.ts';
import { newId } from '../../storage/new-id.ts';
import type { Newcomer } from '../conditions/newcomer.ts';
import { FLAPPING_MS } from './next-message.ts';

/** What has become of an alert in one look. */
export type AlertChange = 'began' | 'changed' | 'ended';

/** Takes newcomers into the alerts of their causes, and opens those that are missing. Call it with the kind locked. */
export async function admitNewcomers(
  database: Transaction<Database>,
  kind: AlertKind,
  newcomers: readonly Newcomer[],
  now: number,
  changes: Map<string, AlertChange>,
): Promise<void> {
  const touched = new Set<string>();
  const alertIds = new Map<string, string>();
  for (const newcomer of newcomers) {
    const before = await findOpenMember(database, kind, newcomer.member);
    if (before?.subject === newcomer.subject) {
      // The same again: known, and not told anew.
      await database
        .updateTable('alertMembers')
        .set({ enrollmentId: newcomer.enrollmentId })
        .where('alertId', '=', before.alertId)
        .where('member', '=', newcomer.member)
        .execute();
      continue;
    }
    if (before !== undefined) {
      await database
        .updateTable('alertMembers')
        .set({ leftAt: now, leftReason: 'replaced' })
        .where('alertId', '=', before.alertId)
        .where('member', '=', newcomer.member)
        .execute();
      touched.add(before.alertId);
    }
    let alertId = alertIds.get(newcomer.subject);
    if (alertId === undefined) {
      const { id, isNew } = await openAlert(database, kind, newcomer, now);
      alertId = id;
      alertIds.set(newcomer.subject, id);
      touched.add(id);
      if (isNew) changes.set(id, 'began');
    }
    await insertMember(database, kind, alertId, newcomer, now);
  }
  for (const alertId of touched) {
    await recount(database, alertId);
    changes.set(alertId, changes.get(alertId) ?? 'changed');
  }
}

/** Brings an alert's count in step with its members. */
export async function recount(database: Transaction<Database>, alertId: string): Promise<void> {
  const { count } = await database
    .selectFrom('alertMembers')
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .where('alertId', '=', alertId)
    .where('leftAt', 'is', null)
    .executeTakeFirstOrThrow();
  await database
    .updateTable('alerts')
    .set({ memberCount: Number(count) })
    .where('id', '=', alertId)
    .execute();
}

async function findOpenMember(database: Transaction<Database>, kind: AlertKind, member: string) {
  return await database
    .selectFrom('alertMembers')
    .innerJoin('alerts', 'alerts.id', 'alertMembers.alertId')
    .select(['alertMembers.alertId', 'alerts.subject'])
    .where('alertMembers.kind', '=', kind)
    .where('alertMembers.member', '=', member)
    .where('alertMembers.leftAt', 'is', null)
    .executeTakeFirst();
}

/** The open alert of a cause; one that ended a moment ago goes on, so that flapping is one alert, and few messages. */
async function openAlert(
  database: Transaction<Database>,
  kind: AlertKind,
  { subject, readFacts }: Newcomer,
  now: number,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const latest = await database
    .selectFrom('alerts')
    .select(['id', 'endedAt', 'reopened'])
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where((where) => where.or([where('endedAt', 'is', null), where('endedAt', '>', now - FLAPPING_MS)]))
    .where((where) => where.or([where('endReason', 'is', null), where('endReason', '!=', 'rule-off')]))
    .orderBy('beganAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (latest !== undefined && latest.endedAt === null) {
    await touch(database, latest.id, { lastJoinedAt: now, acknowledgedAt: null });
    return { id: latest.id, isNew: false };
  }
  const facts = JSON.stringify(await readFacts());
  if (latest !== undefined) {
    const reopened = latest.reopened + 1;
    const again = { endedAt: null, endReason: null, facts, reopened };
    await touch(database, latest.id, { ...again, lastJoinedAt: now, acknowledgedAt: null, timesRepeated: 0 });
    return { id: latest.id, isNew: true };
  }
  const id = newId(now);
  await database
    .insertInto('alerts')
    .values({
      id,
      kind,
      subject,
      facts,
      memberCount: 0,
      beganAt: now,
      lastJoinedAt: now,
      endTold: 0,
      reopened: 0,
      timesNotified: 0,
      timesRepeated: 0,
    })
    .execute();
  return { id, isNew: true };
}

async function touch(database: Transaction<Database>, id: string, set: Partial<Selectable<AlertTable>>): Promise<void> {
  await database.updateTable('alerts').set(set).where('id', '=', id).execute();
}

async function insertMember(
  database: Transaction<Database>,
  kind: AlertKind,
  alertId: string,
  { member, name, policyId, policyName, enrollmentId }: Newcomer,
  now: number,
): Promise<void> {
  const values = { name, policyId, policyName, enrollmentId, since: now, leftAt: null, leftReason: null };
  await database
    .insertInto('alertMembers')
    .values({ alertId, kind, member, ...values, announced: 0 })
    // One that comes back, and was counted before, is no news.
    .onConflict((conflict) => conflict.columns(['alertId', 'member']).doUpdateSet(values))
    .execute();
}
