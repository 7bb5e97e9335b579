import type { AlertRule } from '@crypto-cmp/api';
import type { AlertKind } from '@crypto-cmp/policy';
import type { Kysely, Transaction } from 'kysely';

import type { Database } from '../../storage/database.ts';
import { takeTurn } from '../../storage/take-turn.ts';
import { transact } from '../../storage/transact.ts';
import { findExpiringCaCertificates } from '../conditions/ca-certificate-condition.ts';
import type { EndReason, Leaver, Newcomer } from '../conditions/newcomer.ts';
import { findServersDown, serverLeaver } from '../conditions/server-condition.ts';
import { trustpointLeavers } from '../conditions/trustpoint-leavers.ts';
import { NEWCOMERS_AT_ONCE, trustpointNewcomers } from '../conditions/trustpoint-newcomers.ts';
import { readRule } from '../rules/alert-rules.ts';
import { admitNewcomers, type AlertChange, recount } from './admit-newcomers.ts';
import { type LookOptions, tellAlerts } from './tell-alerts.ts';

/** What a look at one kind has brought. */
export interface KindLook {
  readonly changes: ReadonlyMap<string, AlertChange>;
  /** How many messages it has put into the outbox. */
  readonly messages: number;
  /** When the next message of its alerts is due. */
  readonly nextAt: number | undefined;
}

/**
 * Brings the alerts of a kind in step with what is, and puts what is to be told into the outbox, in one database
 * transaction: there is no alert without its messages, and no message without its alert.
 */
export async function lookAtKind(database: Kysely<Database>, kind: AlertKind, options: LookOptions): Promise<KindLook> {
  const { now } = options;
  const changes = new Map<string, AlertChange>();
  for (;;) {
    const { isWhole, ...told } = await transact(database, async (transaction) => {
      // Two replicas that look at once would tell everything twice.
      await takeTurn(transaction, `alerts ${kind}`);
      const rule = await readRule(transaction, kind);
      const { newcomers, leavers } = rule.enabled
        ? await compare(transaction, rule, now)
        : { newcomers: [], leavers: await everybody(transaction, kind) };
      await admitNewcomers(transaction, kind, newcomers, now, changes);
      await dismiss(transaction, leavers, now, changes);
      await endEmpty(transaction, kind, now, changes);
      const all = newcomers.length < NEWCOMERS_AT_ONCE;
      // A message is not sent before everybody is counted.
      if (!all) return { messages: 0, nextAt: undefined, isWhole: false };
      return { ...(await tellAlerts(transaction, rule, options, changes)), isWhole: true };
    });
    if (isWhole) return { changes, ...told };
  }
}

async function compare(
  database: Transaction<Database>,
  rule: AlertRule,
  now: number,
): Promise<{ newcomers: readonly Newcomer[]; leavers: readonly Leaver[] }> {
  switch (rule.kind) {
    case 'ca-server-down': {
      const open = await openMembers(database, rule.kind);
      const { newcomers, gone } = difference(open, await findServersDown(database, rule, now));
      return {
        newcomers,
        leavers: await Promise.all(gone.map(async (member) => await serverLeaver(database, member))),
      };
    }
    case 'ca-certificate-expiring': {
      const open = await openMembers(database, rule.kind);
      const { newcomers, gone } = difference(open, await findExpiringCaCertificates(database, rule, now));
      return { newcomers, leavers: gone.map((member) => ({ ...member, reason: 'cured' })) };
    }
    default:
      return {
        // First who has left: one that comes back for another cause is in one alert at a time.
        leavers: await trustpointLeavers(database, rule, now),
        newcomers: await trustpointNewcomers(database, rule, now),
      };
  }
}

interface OpenMember {
  readonly alertId: string;
  readonly member: string;
}

async function openMembers(database: Transaction<Database>, kind: AlertKind): Promise<OpenMember[]> {
  return await database
    .selectFrom('alertMembers')
    .select(['alertId', 'member'])
    .where('kind', '=', kind)
    .where('leftAt', 'is', null)
    .execute();
}

async function everybody(database: Transaction<Database>, kind: AlertKind): Promise<Leaver[]> {
  const members = await openMembers(database, kind);
  return members.map((member) => ({ ...member, reason: 'rule-off' }));
}

function difference(open: readonly OpenMember[], found: readonly Newcomer[]) {
  const known = new Set(open.map(({ member }) => member));
  const present = new Set(found.map(({ member }) => member));
  return {
    newcomers: found.filter(({ member }) => !known.has(member)),
    gone: open.filter(({ member }) => !present.has(member)),
  };
}

async function dismiss(
  database: Transaction<Database>,
  leavers: readonly Leaver[],
  now: number,
  changes: Map<string, AlertChange>,
): Promise<void> {
  const touched = new Set<string>();
  for (const { alertId, member, reason } of leavers) {
    await database
      .updateTable('alertMembers')
      .set({ leftAt: now, leftReason: reason })
      .where('alertId', '=', alertId)
      .where('member', '=', member)
      .where('leftAt', 'is', null)
      .execute();
    touched.add(alertId);
  }
  for (const alertId of touched) {
    await recount(database, alertId);
    changes.set(alertId, changes.get(alertId) ?? 'changed');
  }
}

async function endEmpty(
  database: Transaction<Database>,
  kind: AlertKind,
  now: number,
  changes: Map<string, AlertChange>,
): Promise<void> {
  const empty = await database
    .selectFrom('alerts')
    .select('id')
    .where('kind', '=', kind)
    .where('endedAt', 'is', null)
    .where('memberCount', '=', 0)
    .execute();
  for (const { id } of empty) {
    await database
      .updateTable('alerts')
      .set({ endedAt: now, endReason: await endReason(database, id), notifyAt: null })
      .where('id', '=', id)
      .execute();
    changes.set(id, 'ended');
  }
}

/** Cured, if anything in it was; else why the last one left. */
async function endReason(database: Transaction<Database>, alertId: string): Promise<EndReason> {
  const rows = await database
    .selectFrom('alertMembers')
    .select('leftReason')
    .distinct()
    .where('alertId', '=', alertId)
    .execute();
  const reasons = rows.map(({ leftReason }) => leftReason);
  return REASONS.find((reason) => reasons.includes(reason)) ?? 'cured';
}

const REASONS: readonly EndReason[] = ['rule-off', 'cured', 'revoked', 'removed', 'replaced'];
