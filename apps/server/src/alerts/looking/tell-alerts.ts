import type { AlertRule } from '@crypto-cmp/api';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';

import type { AlertTable } from '../../storage/alert-tables.ts';
import type { Database } from '../../storage/database.ts';
import { takeTurn } from '../../storage/take-turn.ts';
import { transact } from '../../storage/transact.ts';
import { isOneOf } from '../../storage/is-one-of.ts';
import { enqueueMessages } from '../messages/enqueue-messages.ts';
import {
  copyDraft,
  enqueueTogether,
  newDraft,
  releaseDrafts,
  type TogetherDraft,
} from '../messages/enqueue-together.ts';
import type { AlertChange } from './admit-newcomers.ts';
import { endAlert } from './dismiss-leavers.ts';
import { CLOCK_SKEW_MS } from './look-state.ts';
import { COLLECTING_MS, type NextMessage, nextMessage } from './next-message.ts';
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
  const { now } = options;
  let drafts: ReadonlyMap<NextMessage['event'], TogetherDraft> = new Map();
  let messages = await transact(database, async (transaction) => await releaseDrafts(transaction, rule.kind, now));
  await inSlices<readonly [number, string]>([Number.MIN_SAFE_INTEGER, ''], async (after, size) => {
    const slice = await transact(database, async (transaction) => {
      await takeTurn(transaction, 'alerts');
      const found = await findToConsider(transaction, rule, after, size, now);
      // Copies: a transaction may be taken back, and done again.
      const grown = new Map([...drafts].map(([event, draft]) => [event, copyDraft(draft)]));
      const written = await tellSome(transaction, rule, found, grown, options, changes);
      const last = found.length < size ? undefined : found.at(-1);
      return { written, grown, key: last === undefined ? undefined : ([last.notifyAt ?? 0, last.id] as const) };
    });
    messages += slice.written;
    drafts = slice.grown;
    return slice.key === undefined ? undefined : { next: slice.key };
  });
  await transact(database, async (transaction) => await releaseDrafts(transaction, rule.kind, now));
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

async function tellSome(
  database: Transaction<Database>,
  rule: AlertRule,
  found: readonly AlertRow[],
  drafts: Map<NextMessage['event'], TogetherDraft>,
  options: LookOptions,
  changes: Map<string, AlertChange>,
): Promise<number> {
  const { now } = options;
  const alerts: AlertRow[] = [];
  for (const alert of found)
    alerts.push(await withoutFuture(database, await endIfEmpty(database, alert, now, changes), now));
  const withNews = await findWithNews(database, alerts);
  const mayGrow = alerts.some(isNew) && rule.kind === 'enrollment-failed' && (await hasRunning(database));
  const planned = alerts.map((alert) => {
    const surroundings = { hasNews: withNews.has(alert.id), mayGrow: mayGrow && isNew(alert) };
    return { alert, next: nextMessage(alert, rule, surroundings) };
  });
  const isDue = ({ next }: (typeof planned)[number]) => next !== undefined && next.at <= now;
  let written = 0;
  for (const [event, due] of Map.groupBy(planned.filter(isDue), ({ next }) => next?.event)) {
    if (event === undefined) continue;
    const told = due.map(({ alert }) => alert);
    written += await tell(database, rule, event, told, drafts, options);
    for (const { id } of told) changes.set(id, changes.get(id) ?? 'changed');
  }
  const settled = planned
    .filter((plan) => !isDue(plan))
    .filter(({ alert, next }) => alert.notifyAt !== (next?.at ?? null));
  for (const [notifyAt, some] of Map.groupBy(settled, ({ next }) => next?.at ?? null)) {
    const ids = some.map(({ alert }) => alert.id);
    await database
      .updateTable('alerts')
      .set({ notifyAt })
      .where(isOneOf(database, 'alerts.id', ids))
      .execute();
    for (const id of ids) changes.set(id, changes.get(id) ?? 'changed');
  }
  return written;
}

/** A few alerts are told one by one; many are one message, and so are those that come after them in the same look. */
async function tell(
  database: Transaction<Database>,
  rule: AlertRule,
  event: NextMessage['event'],
  alerts: readonly AlertRow[],
  drafts: Map<NextMessage['event'], TogetherDraft>,
  options: LookOptions,
): Promise<number> {
  const draft = drafts.get(event) ?? (alerts.length > MOST_ONE_BY_ONE ? newDraft() : undefined);
  let written = 0;
  if (draft !== undefined) {
    drafts.set(event, draft);
    written = await enqueueTogether(database, draft, alerts, rule, event, options);
  }
  const afterwards = Map.groupBy(alerts, (alert) => JSON.stringify(toldOf(alert, rule, event, options.now)));
  for (const some of afterwards.values()) {
    const [first] = some;
    if (first === undefined) continue;
    const told = toldOf(first, rule, event, options.now);
    if (draft === undefined) {
      for (const alert of some) {
        written += await enqueueMessages(database, alert, rule, event, { ...options, repeatsAt: told.notifyAt });
      }
    }
    const ids = some.map(({ id }) => id);
    await database
      .updateTable('alerts')
      .set(told)
      .where(isOneOf(database, 'alerts.id', ids))
      .execute();
  }
  return written;
}

/** How it stands when it has been told. */
function toldOf(alert: AlertRow, rule: AlertRule, event: NextMessage['event'], now: number) {
  const told = {
    timesNotified: alert.timesNotified + 1,
    lastNotifiedAt: now,
    endTold: event === 'ended' ? 1 : 0,
    timesRepeated: event === 'began' ? 0 : alert.timesRepeated + (event === 'repeated' ? 1 : 0),
  };
  const next = nextMessage({ ...alert, ...told }, rule, { hasNews: false, mayGrow: false });
  return { ...told, notifyAt: next?.at ?? null };
}

async function endIfEmpty(
  database: Transaction<Database>,
  alert: AlertRow,
  now: number,
  changes: Map<string, AlertChange>,
): Promise<AlertRow> {
  if (alert.endedAt !== null || alert.memberCount > 0) return alert;
  changes.set(alert.id, 'ended');
  return { ...alert, endedAt: now, endReason: await endAlert(database, alert.id, now) };
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
  // Told members stay told.
  await database
    .updateTable('alertMembers')
    .set({ since: now })
    .where('alertId', '=', alert.id)
    .where('since', '>', now)
    .execute();
  return { ...alert, ...times };
}

function isNew({ lastNotifiedAt, endedAt }: AlertRow): boolean {
  return lastNotifiedAt === null && endedAt === null;
}

/** Those that have members who joined after their last message, and were in none before. */
async function findWithNews(
  database: Transaction<Database>,
  alerts: readonly AlertRow[],
): Promise<ReadonlySet<string>> {
  const ids = alerts.filter(({ endedAt }) => endedAt === null).map(({ id }) => id);
  if (ids.length === 0) return new Set();
  const rows = await database
    .selectFrom('alerts')
    .select('id')
    .where(isOneOf(database, 'alerts.id', ids))
    .where((where) =>
      where.exists(
        where
          .selectFrom('alertMembers')
          .select('member')
          .whereRef('alertMembers.alertId', '=', 'alerts.id')
          .where('alertMembers.announced', '=', 0)
          .where('alertMembers.since', '>', sql<number>`coalesce(${sql.ref('alerts.lastNotifiedAt')}, -1)`)
          .where('alertMembers.leftAt', 'is', null),
      ),
    )
    .execute();
  return new Set(rows.map(({ id }) => id));
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

/** How many alerts of a kind that are due at once have a message each. */
const MOST_ONE_BY_ONE = 5;
