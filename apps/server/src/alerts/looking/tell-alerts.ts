import type { AlertRule } from '@crypto-cmp/api';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';

import type { AlertTable } from '../../storage/alert-tables.ts';
import type { Database } from '../../storage/database.ts';
import { takeTurn } from '../../storage/take-turn.ts';
import { transact } from '../../storage/transact.ts';
import { enqueueMessages } from '../messages/enqueue-messages.ts';
import type { AlertChange } from './admit-newcomers.ts';
import { endAlert } from './dismiss-leavers.ts';
import { CLOCK_SKEW_MS } from './look-state.ts';
import { COLLECTING_MS, nextMessage } from './next-message.ts';
import { inSlices } from './slices.ts';

type AlertRow = Selectable<AlertTable>;

export interface LookOptions {
  readonly now: number;
  /** Where links lead. */
  readonly publicUrl: string | undefined;
}

/**
 * Ends the alerts of a kind that are empty, puts what is due into the outbox, and writes down when the next message is.
 * What has changed of an alert and its messages are one transaction: nothing is told twice, and nothing is not told.
 */
export async function tellAlerts(
  database: Kysely<Database>,
  rule: AlertRule,
  options: LookOptions,
  changes: Map<string, AlertChange>,
): Promise<{ readonly messages: number; readonly nextAt: number | undefined }> {
  let messages = 0;
  await inSlices<readonly [number, string]>([Number.MIN_SAFE_INTEGER, ''], async (after, size) => {
    const next = await transact(database, async (transaction) => {
      await takeTurn(transaction, 'alerts');
      const alerts = await findToConsider(transaction, rule, after, size, options.now);
      const mayGrow = alerts.some(isNew) && rule.kind === 'enrollment-failed' && (await hasRunning(transaction));
      let written = 0;
      for (const alert of alerts) written += await tellAlert(transaction, rule, alert, mayGrow, options, changes);
      const last = alerts.length < size ? undefined : alerts.at(-1);
      return { written, key: last === undefined ? undefined : ([last.notifyAt ?? 0, last.id] as const) };
    });
    messages += next.written;
    return next.key === undefined ? undefined : { next: next.key };
  });
  const soonest = await database
    .selectFrom('alerts')
    .select('notifyAt')
    .where('kind', '=', rule.kind)
    .where('notifyAt', 'is not', null)
    .orderBy('notifyAt')
    .limit(1)
    .executeTakeFirst();
  return { messages, nextAt: soonest?.notifyAt ?? undefined };
}

/** Those whose time has come; and those that wait for others to join, since there may be nothing more to wait for. */
async function findToConsider(
  database: Transaction<Database>,
  { kind }: AlertRule,
  after: readonly [number, string],
  limit: number,
  now: number,
): Promise<AlertRow[]> {
  return await database
    .selectFrom('alerts')
    .selectAll()
    .where('kind', '=', kind)
    .where('notifyAt', '<=', now + COLLECTING_MS)
    .where(sql<boolean>`(${sql.ref('notifyAt')}, ${sql.ref('id')}) > (${sql.join(after)})`)
    .orderBy('notifyAt')
    .orderBy('id')
    .limit(limit)
    .execute();
}

async function tellAlert(
  database: Transaction<Database>,
  rule: AlertRule,
  found: AlertRow,
  mayGrow: boolean,
  options: LookOptions,
  changes: Map<string, AlertChange>,
): Promise<number> {
  const { now } = options;
  if (found.endedAt === null && found.memberCount === 0) {
    await endAlert(database, found.id, now);
    changes.set(found.id, 'ended');
  }
  const alert = await withoutFuture(database, await readAlert(database, found.id), now);
  const hasNews = alert.endedAt === null && (await hasNewMembers(database, alert));
  let next = nextMessage(alert, rule, { hasNews, mayGrow: mayGrow && isNew(alert) });
  let messages = 0;
  if (next !== undefined && next.at <= now) {
    messages = await enqueueMessages(database, alert, rule, next.event, options);
    changes.set(alert.id, changes.get(alert.id) ?? 'changed');
    next = nextMessage(await readAlert(database, alert.id), rule, { hasNews: false, mayGrow: false });
  }
  const notifyAt = next?.at ?? null;
  if (found.notifyAt === notifyAt) return messages;
  await database.updateTable('alerts').set({ notifyAt }).where('id', '=', alert.id).execute();
  changes.set(alert.id, changes.get(alert.id) ?? 'changed');
  return messages;
}

async function readAlert(database: Transaction<Database>, id: string): Promise<AlertRow> {
  return await database.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** After a clock was turned back nothing waits for a time that lies years ahead. */
async function withoutFuture(database: Transaction<Database>, alert: AlertRow, now: number): Promise<AlertRow> {
  const clamp = <Time extends number | null>(time: Time) => (time !== null && time > now + CLOCK_SKEW_MS ? now : time);
  const { beganAt, lastJoinedAt, endedAt, lastNotifiedAt } = alert;
  const latest = Math.max(beganAt, lastJoinedAt, endedAt ?? 0, lastNotifiedAt ?? 0);
  if (clamp(latest) === latest) return alert;
  const times = {
    beganAt: clamp(beganAt),
    lastJoinedAt: clamp(lastJoinedAt),
    endedAt: clamp(endedAt),
    lastNotifiedAt: clamp(lastNotifiedAt),
  };
  await database.updateTable('alerts').set(times).where('id', '=', alert.id).execute();
  return { ...alert, ...times };
}

function isNew({ lastNotifiedAt, endedAt }: AlertRow): boolean {
  return lastNotifiedAt === null && endedAt === null;
}

/** Whether it has members that joined after its last message, and were in none before. */
async function hasNewMembers(database: Transaction<Database>, { id, lastNotifiedAt }: AlertRow): Promise<boolean> {
  const member = await database
    .selectFrom('alertMembers')
    .select('member')
    .where('alertId', '=', id)
    .where('announced', '=', 0)
    .where('since', '>', lastNotifiedAt ?? Number.MIN_SAFE_INTEGER)
    .where('leftAt', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return member !== undefined;
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
