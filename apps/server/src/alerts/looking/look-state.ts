import type { AlertRule } from '@crypto-cmp/api';
import type { Transaction } from 'kysely';

import type { Database } from '../../storage/database.ts';
import { considerAgain } from './consider-again.ts';
import { isTrustpointRule, type TrustpointRule } from '../conditions/trustpoint-conditions.ts';

/** How far the rules have looked at the trustpoints. */
export interface LookState {
  readonly lookedAt: number;
}

/** Further apart are no two clocks of replicas: one of them was turned back. */
export const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * How far the same conditions have looked already. Undefined when everything is to be looked at: never done, other
 * conditions, or a clock that was turned back, by which nothing is where it was.
 */
export async function readLookState(
  database: Transaction<Database>,
  rules: readonly AlertRule[],
  now: number,
): Promise<LookState | undefined> {
  const row = await database.selectFrom('alertLooks').selectAll().where('name', '=', NAME).executeTakeFirst();
  if (row !== undefined && row.lookedAt > now + CLOCK_SKEW_MS) {
    await considerAgain(database, now);
    return undefined;
  }
  return row?.rules === conditionsOf(rules) ? { lookedAt: row.lookedAt } : undefined;
}

export async function saveLookState(
  database: Transaction<Database>,
  rules: readonly AlertRule[],
  now: number,
): Promise<void> {
  const state = { rules: conditionsOf(rules), lookedAt: now };
  await database
    .insertInto('alertLooks')
    .values({ name: NAME, ...state })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(state))
    .execute();
}

/** The part of the rules that decides for which trustpoints they hold. */
function conditionsOf(rules: readonly AlertRule[]): string {
  return JSON.stringify(rules.filter(isTrustpointRule).map(conditionOf));
}

function conditionOf(rule: TrustpointRule) {
  return [rule.kind, rule.enabled, rule.kind === 'certificate-expiring' ? rule.days : null];
}

const NAME = 'trustpoints';
