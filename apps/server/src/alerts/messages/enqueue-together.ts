import type { AlertRule } from '@crypto-cmp/api';
import type { Selectable, Transaction } from 'kysely';

import type { AlertTable } from '../../storage/alert-tables.ts';
import type { Database } from '../../storage/database.ts';
import { isOneOf } from '../../storage/is-one-of.ts';
import { newId } from '../../storage/new-id.ts';
import { composeTogether, MOST_NAMED, type NoticeOptions } from './compose-notice.ts';
import { type ChosenChannel, findChannels } from './find-channels.ts';
import { type Affected, readAffected } from './read-affected.ts';
import { type AlertRead, readAlert } from './read-alert.ts';

type AlertRow = Selectable<AlertTable>;

/** A message about many alerts, as far as it is written. */
export interface TogetherDraft {
  lead: { readonly read: AlertRead; readonly affected: Affected } | undefined;
  alertCount: number;
  memberCount: number;
  titles: readonly string[];
  /** The deliveries that hold it, by channel. */
  readonly deliveries: Map<string, string>;
}

export function newDraft(): TogetherDraft {
  return { lead: undefined, alertCount: 0, memberCount: 0, titles: [], deliveries: new Map() };
}

export function copyDraft(draft: TogetherDraft): TogetherDraft {
  return { ...draft, deliveries: new Map(draft.deliveries) };
}

/**
 * Takes alerts into one message for each channel. It leaves when {@link releaseDrafts} lets it: until then more may be taken
 * in. Since each part is written with the alerts that it tells of, a killed process loses nothing.
 *
 * @returns how many messages are new
 */
export async function enqueueTogether(
  database: Transaction<Database>,
  draft: TogetherDraft,
  alerts: readonly AlertRow[],
  rule: AlertRule,
  event: NoticeOptions['event'],
  { now, publicUrl }: { readonly now: number; readonly publicUrl: string | undefined },
): Promise<number> {
  draft.alertCount += alerts.length;
  draft.memberCount += await countMembers(database, alerts, event);
  const largest = alerts.toSorted((a, b) => b.memberCount - a.memberCount).slice(0, MOST_TITLES);
  for (const alert of largest) {
    const affected = await readAffected(database, alert, MOST_NAMED);
    const read = readAlert(alert, affected, now);
    if (draft.titles.length < MOST_TITLES) draft.titles = [...draft.titles, read.texts.title];
    if (draft.lead === undefined || affected.count > draft.lead.affected.count) draft.lead = { read, affected };
  }
  const { lead } = draft;
  if (lead === undefined) return 0;
  let written = 0;
  for (const channel of await findChannels(database, rule)) {
    if (event === 'repeated' && (await isWaiting(database, rule, channel))) continue;
    const id = draft.deliveries.get(channel.id) ?? newId(now);
    const repeatsAt = event === 'ended' || rule.repeat === null ? null : now + rule.repeat.everyMinutes * 60_000;
    const notice = composeTogether(lead.read, lead.affected, draft, { id, event, now, publicUrl, repeatsAt });
    const content = {
      alertId: lead.read.alert.id,
      alertCount: draft.alertCount,
      subject: notice.subject,
      notice: JSON.stringify(notice),
    };
    const { numUpdatedRows } = await database
      .updateTable('alertDeliveries')
      .set(content)
      .where('id', '=', id)
      .where('endedAt', 'is', null)
      .where('nextTryAt', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) continue;
    // Not written yet; or let go by somebody else meanwhile, and then these alerts need another one.
    const fresh = draft.deliveries.has(channel.id) ? newId(now) : id;
    await database
      .insertInto('alertDeliveries')
      .values({
        id: fresh,
        ...content,
        notice: JSON.stringify({ ...notice, id: fresh }),
        channelId: channel.id,
        channelName: channel.name,
        channelType: channel.type,
        kind: rule.kind,
        event,
        state: 'pending',
        createdAt: now,
        nextTryAt: null,
        tries: 0,
      })
      .execute();
    draft.deliveries.set(channel.id, fresh);
    written++;
  }
  return written;
}

/** Lets the messages of a kind go that are whole; also those that a killed process has left. */
export async function releaseDrafts(
  database: Transaction<Database>,
  kind: AlertRule['kind'],
  now: number,
): Promise<number> {
  const { numUpdatedRows } = await database
    .updateTable('alertDeliveries')
    .set({ nextTryAt: now })
    .where('endedAt', 'is', null)
    .where('nextTryAt', 'is', null)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Of those that ended, everybody they were about. */
async function countMembers(
  database: Transaction<Database>,
  alerts: readonly AlertRow[],
  event: NoticeOptions['event'],
): Promise<number> {
  if (event !== 'ended') return alerts.reduce((sum, { memberCount }) => sum + memberCount, 0);
  const ids = alerts.map(({ id }) => id);
  const { count } = await database
    .selectFrom('alertMembers')
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .where(isOneOf(database, 'alertMembers.alertId', ids))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A repeat behind one that is still waiting would say nothing that one does not. */
async function isWaiting(
  database: Transaction<Database>,
  { kind }: AlertRule,
  { id }: ChosenChannel,
): Promise<boolean> {
  const waiting = await database
    .selectFrom('alertDeliveries')
    .select('id')
    .where('channelId', '=', id)
    .where('kind', '=', kind)
    .where('event', '=', 'repeated')
    .where('alertCount', '>', 1)
    .where('endedAt', 'is', null)
    .where('nextTryAt', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return waiting !== undefined;
}

const MOST_TITLES = 5;
