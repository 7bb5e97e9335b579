import type { AlertChannel } from '@crypto-cmp/api';
import type { Kysely } from 'kysely';

import { toInstant, toInstantOrNull } from '../../instant.ts';
import { refusal } from '../../refusal.ts';
import type { Database } from '../../storage/database.ts';
import { readDeliveryState, readProblem } from '../delivery/stored-delivery.ts';
import { readRules } from '../rules/alert-rules.ts';
import { type ChannelRow, readChannelSettings } from './stored-channel.ts';

/** @throws {Refusal} when there is no such channel */
export async function readChannel(database: Kysely<Database>, id: string): Promise<AlertChannel> {
  const [channel] = await readChannels(database, id);
  if (channel === undefined) throw refusal('alert-channel-not-found', 'It may have been deleted meanwhile.');
  return channel;
}

/** The channels by name, or the one. */
export async function readChannels(database: Kysely<Database>, id?: string): Promise<AlertChannel[]> {
  const rows = await database
    .selectFrom('alertChannels')
    .selectAll()
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy('nameKey')
    .execute();
  const rules = await readRules(database);
  return await Promise.all(
    rows.map(async (row) => {
      const usedBy = rules
        .filter(({ enabled, channels }) => enabled && (channels.mode === 'all' || channels.channelIds.includes(row.id)))
        .map(({ kind }) => kind);
      return { ...toChannel(row), ...(await readHealth(database, row.id)), usedBy };
    }),
  );
}

function toChannel(row: ChannelRow) {
  const shared = {
    id: row.id,
    version: row.version,
    createdAt: toInstant(row.createdAt),
    updatedAt: toInstant(row.updatedAt),
    name: row.name,
    enabled: row.enabled === 1,
  };
  const secret = { isSet: row.secretSealed !== null, setAt: toInstantOrNull(row.secretSetAt) };
  const settings = readChannelSettings(row);
  return settings.type === 'email' ? { ...settings, ...shared, password: secret } : { ...settings, ...shared, secret };
}

async function readHealth(
  database: Kysely<Database>,
  channelId: string,
): Promise<Pick<AlertChannel, 'lastDelivery' | 'pendingCount'>> {
  const last = await database
    .selectFrom('alertDeliveries')
    .select(['id', 'state', 'createdAt', 'lastTryAt', 'problem'])
    .where('channelId', '=', channelId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { count } = await database
    .selectFrom('alertDeliveries')
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .where('channelId', '=', channelId)
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return {
    lastDelivery:
      last === undefined
        ? null
        : {
            id: last.id,
            state: readDeliveryState(last.state),
            at: toInstant(last.lastTryAt ?? last.createdAt),
            problem: readProblem(last.problem),
          },
    pendingCount: Number(count),
  };
}
