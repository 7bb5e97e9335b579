import { type AlertChannel, createProblem } from '@crypto-cmp/api';
import {
  type AlertChannelDraft,
  checkChannelAgainstStored,
  type FieldIssue,
  nameKey,
  type StoredChannel,
} from '@crypto-cmp/policy';
import type { Kysely, Transaction } from 'kysely';

import type { PublishEvent } from '../../events/event-hub.ts';
import { toInstant } from '../../instant.ts';
import { invalid, Refusal, refusal } from '../../refusal.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Database } from '../../storage/database.ts';
import { newId } from '../../storage/new-id.ts';
import { transact } from '../../storage/transact.ts';
import { readRules, saveRule } from '../rules/alert-rules.ts';
import { readChannel } from './read-channel.ts';
import { type ChannelRow, readChannelSettings, secretColumns, toChannelSettings } from './stored-channel.ts';

export interface ChannelDependencies {
  readonly database: Kysely<Database>;
  readonly sealer: Sealer;
  readonly publish: PublishEvent;
  readonly now: () => number;
}

/** Creates a channel, within a transaction of the caller's. Publish its event when that is committed. */
export async function createChannel(
  { sealer, now }: ChannelDependencies,
  database: Transaction<Database>,
  draft: AlertChannelDraft,
): Promise<string> {
  await check(database, draft, undefined);
  const at = now();
  const id = newId(at);
  await database
    .insertInto('alertChannels')
    .values({
      id,
      ...columnsOf(draft),
      ...secretColumns(sealer, id, draft, undefined, at),
      version: 1,
      createdAt: at,
      updatedAt: at,
    })
    .execute();
  return id;
}

/** @param expected the version that was read; `any` for whatever is there */
export async function replaceChannel(
  { database, sealer, publish, now }: ChannelDependencies,
  id: string,
  expected: number | 'any',
  draft: AlertChannelDraft,
): Promise<AlertChannel> {
  await transact(database, async (transaction) => {
    const row = await findChannel(transaction, id);
    checkVersion(row, expected);
    await check(transaction, draft, row);
    const at = now();
    await transaction
      .updateTable('alertChannels')
      .set({
        ...columnsOf(draft),
        ...secretColumns(sealer, id, draft, row, at),
        version: row.version + 1,
        updatedAt: at,
      })
      .where('id', '=', id)
      .execute();
    // What has waited for a channel that was broken need not wait any more.
    await transaction
      .updateTable('alertDeliveries')
      .set({ nextTryAt: at })
      .where('channelId', '=', id)
      .where('endedAt', 'is', null)
      // One that is still being written waits for its end.
      .where('nextTryAt', 'is not', null)
      .where('leaseOwner', 'is', null)
      .execute();
  });
  publish({ type: 'alert-settings-changed' });
  return await readChannel(database, id);
}

/** Removes a channel. Rules that had chosen it go on without it; what was on its way to it is dropped. */
export async function removeChannel(
  { database, publish, now }: ChannelDependencies,
  id: string,
  expected: number | 'any',
): Promise<void> {
  await transact(database, async (transaction) => {
    const row = await findChannel(transaction, id);
    checkVersion(row, expected);
    for (const { updatedAt: _, ...rule } of await readRules(transaction)) {
      if (rule.channels.mode !== 'chosen' || !rule.channels.channelIds.includes(id)) continue;
      const channelIds = rule.channels.channelIds.filter((chosen) => chosen !== id);
      await saveRule(transaction, { ...rule, channels: { mode: 'chosen', channelIds } }, now());
    }
    await transaction
      .updateTable('alertDeliveries')
      .set({ state: 'dropped', endedAt: now(), nextTryAt: null })
      .where('channelId', '=', id)
      .where('endedAt', 'is', null)
      .execute();
    await transaction.deleteFrom('alertChannels').where('id', '=', id).execute();
  });
  publish({ type: 'alert-settings-changed' });
}

/** @throws {Refusal} */
export async function findChannel(database: Kysely<Database>, id: string): Promise<ChannelRow> {
  const row = await database.selectFrom('alertChannels').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw refusal('alert-channel-not-found', 'It may have been deleted meanwhile.');
  return row;
}

/** A stored channel, as the rules of a draft want to know it. */
export function toStoredChannel(row: ChannelRow): StoredChannel {
  const settings = readChannelSettings(row);
  const secretIsSet = row.secretSealed !== null;
  if (settings.type === 'webhook') return { type: 'webhook', secretIsSet };
  const { host, port, security } = settings;
  return { type: 'email', secretIsSet, host, port, security };
}

function columnsOf(draft: AlertChannelDraft) {
  return {
    name: draft.name,
    nameKey: nameKey(draft.name),
    type: draft.type,
    enabled: draft.enabled ? 1 : 0,
    settings: JSON.stringify(toChannelSettings(draft)),
  };
}

async function check(
  database: Transaction<Database>,
  draft: AlertChannelDraft,
  before: ChannelRow | undefined,
): Promise<void> {
  const issues: FieldIssue[] = checkChannelAgainstStored(
    draft,
    before === undefined ? undefined : toStoredChannel(before),
  );
  const taken = await database
    .selectFrom('alertChannels')
    .select('id')
    .where('nameKey', '=', nameKey(draft.name))
    .$if(before !== undefined, (query) => query.where('id', '!=', before?.id ?? ''))
    .executeTakeFirst();
  if (taken !== undefined) {
    issues.push({ pointer: '/name', code: 'name-taken', message: `Another channel is called ${draft.name}` });
  }
  if (issues.length > 0) throw invalid(issues);
}

function checkVersion(row: ChannelRow, expected: number | 'any'): void {
  if (expected === 'any' || expected === row.version) return;
  throw new Refusal(
    createProblem('version-clash', 'Read the channel again, and compare.', {
      current: { version: row.version, updatedAt: toInstant(row.updatedAt) },
    }),
  );
}
