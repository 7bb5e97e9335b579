import type { AlertKind } from '@crypto-cmp/policy';
import type { Transaction } from 'kysely';

import type { Database } from '../../storage/database.ts';
import { isOneOf } from '../../storage/is-one-of.ts';
import { newId } from '../../storage/new-id.ts';
import type { Newcomer } from '../conditions/newcomer.ts';
import type { AlertChange } from './admit-newcomers.ts';
import { FLAPPING_MS } from './next-message.ts';

/** An alert that newcomers join. */
export interface JoinedAlert {
  readonly id: string;
  readonly lastNotifiedAt: number | null;
}

/**
 * The open alerts of the newcomers' causes, with the newcomers counted; one that ended a moment ago goes on, so that
 * flapping is one alert, and few messages.
 */
export async function openAlerts(
  database: Transaction<Database>,
  kind: AlertKind,
  newcomers: readonly Newcomer[],
  now: number,
  changes: Map<string, AlertChange>,
): Promise<ReadonlyMap<string, JoinedAlert>> {
  const causes = new Map<string, { readonly first: Newcomer; count: number }>();
  for (const newcomer of newcomers) {
    const cause = causes.get(newcomer.subject) ?? { first: newcomer, count: 0 };
    cause.count += 1;
    causes.set(newcomer.subject, cause);
  }
  const latest = await findLatest(database, kind, [...causes.keys()], now);
  const joined = new Map<string, JoinedAlert>();
  for (const [subject, { first, count }] of causes) {
    const known = latest.get(subject);
    const isOpen = known !== undefined && known.endedAt === null;
    if (known === undefined) {
      const id = newId(now);
      const facts = JSON.stringify(await first.readFacts());
      await insertAlert(database, { id, kind, subject, facts, memberCount: count }, now);
      joined.set(subject, { id, lastNotifiedAt: null });
      changes.set(id, 'began');
      continue;
    }
    const again = isOpen
      ? {}
      : {
          endedAt: null,
          endReason: null,
          facts: JSON.stringify(await first.readFacts()),
          reopened: known.reopened + 1,
          timesRepeated: 0,
        };
    await database
      .updateTable('alerts')
      .set((set) => ({
        ...again,
        memberCount: set('memberCount', '+', count),
        lastJoinedAt: now,
        acknowledgedAt: null,
        notifyAt: now,
      }))
      .where('id', '=', known.id)
      .execute();
    joined.set(subject, known);
    changes.set(known.id, isOpen ? (changes.get(known.id) ?? 'changed') : 'began');
  }
  return joined;
}

async function findLatest(database: Transaction<Database>, kind: AlertKind, subjects: readonly string[], now: number) {
  const rows = await database
    .selectFrom('alerts')
    .select(['id', 'subject', 'endedAt', 'reopened', 'lastNotifiedAt'])
    .where('kind', '=', kind)
    .where(isOneOf(database, 'alerts.subject', subjects))
    .where((where) => where.or([where('endedAt', 'is', null), where('endedAt', '>', now - FLAPPING_MS)]))
    .where((where) => where.or([where('endReason', 'is', null), where('endReason', '!=', 'rule-off')]))
    .orderBy('beganAt')
    .execute();
  // The last one of each, and an open one before all others: there is one at most.
  const ordered = [
    ...rows.filter(({ endedAt }) => endedAt !== null),
    ...rows.filter(({ endedAt }) => endedAt === null),
  ];
  return new Map(ordered.map((row) => [row.subject, row]));
}

async function insertAlert(
  database: Transaction<Database>,
  alert: { id: string; kind: AlertKind; subject: string; facts: string; memberCount: number },
  now: number,
): Promise<void> {
  const told = { endTold: 0, reopened: 0, timesNotified: 0, timesRepeated: 0 };
  await database
    .insertInto('alerts')
    .values({ ...alert, ...told, beganAt: now, lastJoinedAt: now, notifyAt: now })
    .execute();
}
