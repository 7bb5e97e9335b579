import type { AlertRule } from '@crypto-cmp/api';
import type { Selectable, Transaction } from 'kysely';

import type { AlertTable } from '../../storage/alert-tables.ts';
import type { Database } from '../../storage/database.ts';
import { enqueueMessages } from '../messages/enqueue-messages.ts';
import type { AlertChange } from './admit-newcomers.ts';
import { type AlertSurroundings, nextMessage } from './next-message.ts';

type AlertRow = Selectable<AlertTable>;

export interface LookOptions {
  readonly now: number;
  /** Where links lead. */
  readonly publicUrl: string | undefined;
}

/** Puts what is due into the outbox, and writes down when the next message is. */
export async function tellAlerts(
  database: Transaction<Database>,
  rule: AlertRule,
  { now, publicUrl }: LookOptions,
  changes: Map<string, AlertChange>,
): Promise<{ readonly messages: number; readonly nextAt: number | undefined }> {
  const alerts = await database
    .selectFrom('alerts')
    .selectAll()
    .where('kind', '=', rule.kind)
    .where((where) =>
      where.or([where('endedAt', 'is', null), where('notifyAt', 'is not', null), where('endedAt', '=', now)]),
    )
    .orderBy('id')
    .execute();
  const surroundings = await readSurroundings(database, rule);
  let messages = 0;
  let nextAt: number | undefined;
  for (const alert of alerts) {
    let next = nextMessage(alert, rule, surroundings(alert));
    if (next !== undefined && next.at <= now) {
      messages += await enqueueMessages(database, alert, rule, next.event, { now, publicUrl });
      changes.set(alert.id, changes.get(alert.id) ?? 'changed');
      const told = await database.selectFrom('alerts').selectAll().where('id', '=', alert.id).executeTakeFirstOrThrow();
      next = nextMessage(told, rule, { hasNews: false, mayGrow: false });
    }
    await setNotifyAt(database, alert, next?.at ?? null, changes);
    if (next !== undefined) nextAt = Math.min(nextAt ?? next.at, next.at);
  }
  return { messages, nextAt };
}

/** What holds around each alert of a kind, read for all of them at once: there may be thousands. */
async function readSurroundings(
  database: Transaction<Database>,
  { kind }: AlertRule,
): Promise<(alert: AlertRow) => AlertSurroundings> {
  const rows = await database
    .selectFrom('alertMembers')
    .select('alertId')
    .distinct()
    .where('kind', '=', kind)
    .where('announced', '=', 0)
    .where('leftAt', 'is', null)
    .execute();
  const withNews = new Set(rows.map(({ alertId }) => alertId));
  const isBusy = kind === 'enrollment-failed' && rows.length > 0 && (await hasRunning(database));
  return (alert) => ({
    hasNews: withNews.has(alert.id),
    mayGrow: isBusy && alert.lastNotifiedAt === null,
  });
}

/** Whether enrollments are on their way that may fail in a moment. One that waits for the CA is none. */
async function hasRunning(database: Transaction<Database>): Promise<boolean> {
  const running = await database
    .selectFrom('enrollments')
    .select('id')
    .where('finishedAt', 'is', null)
    .where('holdUp', 'is', null)
    .where('state', 'in', ['queued', 'requesting'])
    .limit(1)
    .executeTakeFirst();
  return running !== undefined;
}

async function setNotifyAt(
  database: Transaction<Database>,
  alert: AlertRow,
  notifyAt: number | null,
  changes: Map<string, AlertChange>,
): Promise<void> {
  if (alert.notifyAt === notifyAt) return;
  await database.updateTable('alerts').set({ notifyAt }).where('id', '=', alert.id).execute();
  changes.set(alert.id, changes.get(alert.id) ?? 'changed');
}
