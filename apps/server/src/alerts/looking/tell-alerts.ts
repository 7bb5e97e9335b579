import type { AlertRule } from '@crypto-cmp/api';
import type { Selectable, Transaction } from 'kysely';

import type { AlertTable } from '../../storage/alert-tables.ts';
import type { Database } from '../../storage/database.ts';
import { enqueueMessages } from '../messages/enqueue-messages.ts';
import type { AlertChange } from './admit-newcomers.ts';
import { type NextMessage, nextMessage } from './next-message.ts';

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
  let messages = 0;
  const times: number[] = [];
  for (const alert of alerts) {
    const planned = await plan(database, alert, rule);
    if (planned === undefined || planned.at > now) {
      await setNotifyAt(database, alert, planned?.at ?? null, changes);
    } else {
      messages += await enqueueMessages(database, alert, rule, planned.event, { now, publicUrl });
      changes.set(alert.id, changes.get(alert.id) ?? 'changed');
      const after = await database
        .selectFrom('alerts')
        .selectAll()
        .where('id', '=', alert.id)
        .executeTakeFirstOrThrow();
      await setNotifyAt(database, after, (await plan(database, after, rule))?.at ?? null, changes);
    }
    const { notifyAt } = await database
      .selectFrom('alerts')
      .select('notifyAt')
      .where('id', '=', alert.id)
      .executeTakeFirstOrThrow();
    if (notifyAt !== null) times.push(notifyAt);
  }
  return { messages, nextAt: times.length === 0 ? undefined : Math.min(...times) };
}

async function plan(
  database: Transaction<Database>,
  alert: AlertRow,
  rule: AlertRule,
): Promise<NextMessage | undefined> {
  const news = await database
    .selectFrom('alertMembers')
    .select('member')
    .where('alertId', '=', alert.id)
    .where('announced', '=', 0)
    .where('leftAt', 'is', null)
    .limit(1)
    .executeTakeFirst();
  const mayGrow = rule.kind === 'enrollment-failed' && alert.lastNotifiedAt === null && (await isBusy(database));
  return nextMessage(alert, rule, { hasNews: news !== undefined, mayGrow });
}

/** Whether enrollments are on their way that may fail in a moment. One that waits for the CA is none. */
async function isBusy(database: Transaction<Database>): Promise<boolean> {
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
