import type { AlertRule } from '@crypto-cmp/api';
import type { Selectable, Transaction } from 'kysely';

import type { AlertTable } from '../../storage/alert-tables.ts';
import type { Database } from '../../storage/database.ts';
import { newId } from '../../storage/new-id.ts';
import { composeNotice, MOST_NAMED, type NoticeOptions } from './compose-notice.ts';
import { findChannels } from './find-channels.ts';
import { readAffected } from './read-affected.ts';
import { readAlert } from './read-alert.ts';

/**
 * Writes a message about an alert into the outbox, once for each channel of its rule. The messages are whole: what is sent later, and again, is what was true when they were written.
 *
 * @returns how many were written
 */
export async function enqueueMessages(
  database: Transaction<Database>,
  alert: Selectable<AlertTable>,
  rule: AlertRule,
  event: NoticeOptions['event'],
  { now, publicUrl, repeatsAt }: Omit<NoticeOptions, 'id' | 'event'>,
): Promise<number> {
  const channels = await findChannels(database, rule);
  const affected = await readAffected(database, alert, MOST_NAMED);
  const read = readAlert(alert, affected, now);
  let written = 0;
  for (const channel of channels) {
    // A repeat behind a message that is still waiting would say nothing that one does not.
    if (event === 'repeated' && (await isWaiting(database, alert.id, channel.id))) continue;
    const id = newId(now);
    const notice = composeNotice(read, affected, { id, event, now, publicUrl, repeatsAt });
    await database
      .insertInto('alertDeliveries')
      .values({
        id,
        alertId: alert.id,
        channelId: channel.id,
        channelName: channel.name,
        channelType: channel.type,
        kind: alert.kind,
        event,
        subject: notice.subject,
        notice: JSON.stringify(notice),
        state: 'pending',
        createdAt: now,
        nextTryAt: now,
        tries: 0,
      })
      .execute();
    written++;
  }
  return written;
}

async function isWaiting(database: Transaction<Database>, alertId: string, channelId: string): Promise<boolean> {
  const waiting = await database
    .selectFrom('alertDeliveries')
    .select('id')
    .where('channelId', '=', channelId)
    .where('alertId', '=', alertId)
    .where('endedAt', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return waiting !== undefined;
}
