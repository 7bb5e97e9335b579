import type { AlertRule } from '@crypto-cmp/api';
import { ALERT_KINDS, type AlertKind, AlertRuleDraft } from '@crypto-cmp/policy';
import type { Kysely, Transaction } from 'kysely';

import { toInstantOrNull } from '../../instant.ts';
import type { Database } from '../../storage/database.ts';

/** The rule of a kind: as it was written, or as it came. */
export async function readRule(database: Kysely<Database>, kind: AlertKind): Promise<AlertRule> {
  const row = await database.selectFrom('alertRules').selectAll().where('kind', '=', kind).executeTakeFirst();
  return toRule(kind, row?.settings ?? null, row?.updatedAt ?? null);
}

/** All rules, in the order of their kinds. */
export async function readRules(database: Kysely<Database>): Promise<AlertRule[]> {
  const rows = await database.selectFrom('alertRules').selectAll().execute();
  return ALERT_KINDS.map((kind) => {
    const row = rows.find((known) => known.kind === kind);
    return toRule(kind, row?.settings ?? null, row?.updatedAt ?? null);
  });
}

export async function saveRule(database: Transaction<Database>, draft: AlertRuleDraft, now: number): Promise<void> {
  const written = { settings: JSON.stringify(draft), updatedAt: now };
  await database
    .insertInto('alertRules')
    .values({ kind: draft.kind, ...written })
    .onConflict((conflict) => conflict.column('kind').doUpdateSet(written))
    .execute();
}

/** The ids of the channels a rule writes to; undefined for all. */
export function chosenChannels({ channels }: Pick<AlertRule, 'channels'>): readonly string[] | undefined {
  return channels.mode === 'all' ? undefined : channels.channelIds;
}

function toRule(kind: AlertKind, settings: string | null, updatedAt: number | null): AlertRule {
  // What an older version wrote and this one would not take falls back to the rule as it came: on, and told to all.
  const written = settings === null ? undefined : AlertRuleDraft.safeParse(JSON.parse(settings));
  const rule = written?.success === true ? written.data : DEFAULT_RULES[kind];
  return { ...rule, updatedAt: toInstantOrNull(updatedAt) };
}

const HOUR = 60;
const DAY = 24 * HOUR;
const shared = { enabled: true, channels: { mode: 'all' }, notifyEnd: true } as const;

/** As the console comes: everything on, and in every channel that there is. */
const DEFAULT_RULES: Readonly<Record<AlertKind, AlertRuleDraft>> = {
  'enrollment-failed': { kind: 'enrollment-failed', ...shared, repeat: { everyMinutes: DAY, times: 7 } },
  'renewal-overdue': { kind: 'renewal-overdue', ...shared, repeat: { everyMinutes: DAY, times: 7 } },
  'certificate-expiring': {
    kind: 'certificate-expiring',
    days: 3,
    ...shared,
    repeat: { everyMinutes: DAY, times: 3 },
  },
  'certificate-expired': { kind: 'certificate-expired', ...shared, repeat: { everyMinutes: DAY, times: 7 } },
  'ca-server-down': { kind: 'ca-server-down', minutes: 10, ...shared, repeat: { everyMinutes: 4 * HOUR, times: 6 } },
  'ca-certificate-expiring': {
    kind: 'ca-certificate-expiring',
    days: 60,
    ...shared,
    repeat: { everyMinutes: 7 * DAY, times: 8 },
  },
};
