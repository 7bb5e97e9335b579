import type { AlertRule } from '@crypto-cmp/api';
import type { Kysely, Transaction } from 'kysely';

import type { Database } from '../../storage/database.ts';
import { takeTurn } from '../../storage/take-turn.ts';
import { transact } from '../../storage/transact.ts';
import {
  allSources,
  type CandidateKey,
  changedSources,
  type CandidateSource,
  changes,
} from '../conditions/candidates.ts';
import { checkTrustpoints, readTrustpoints } from '../conditions/check-trustpoints.ts';
import { isTrustpointRule } from '../conditions/trustpoint-conditions.ts';
import { admitNewcomers, type AlertChange } from './admit-newcomers.ts';
import { dismissLeavers } from './dismiss-leavers.ts';
import { readLookState, saveLookState } from './look-state.ts';
import { findOpenMembers } from './open-members.ts';
import { inSlices } from './slices.ts';

/**
 * Brings the alerts about trustpoints in step with what is: of all of them the first time, and after that of what has
 * changed and of what a time has come for. What a killed process has not finished is begun anew; the slices that it did
 * finish are then no news.
 */
export async function lookAtTrustpoints(
  database: Kysely<Database>,
  rules: readonly AlertRule[],
  now: number,
  changed: Map<string, AlertChange>,
): Promise<void> {
  const ofTrustpoints = rules.filter(isTrustpointRule);
  const kinds = ofTrustpoints.map(({ kind }) => kind);
  const state = await transact(database, async (transaction) => await readLookState(transaction, rules, now));
  // What changes from here on is noted, and looked at by the next look at the latest. What was before is seen by this one.
  if (state === undefined) await readAll(changes, async () => await Promise.resolve());
  for (const source of state === undefined ? allSources(now) : changedSources(ofTrustpoints, state, now)) {
    await readAll(source, check);
  }
  await transact(database, async (transaction) => await saveLookState(transaction, rules, now));

  async function readAll(
    source: CandidateSource,
    handle: (transaction: Transaction<Database>, ids: readonly string[]) => Promise<void>,
  ): Promise<void> {
    await inSlices<CandidateKey | undefined>(undefined, async (after, size) => {
      const next = await transact(database, async (transaction) => {
        // Two replicas that look at once would open everything twice.
        await takeTurn(transaction, 'alerts');
        const candidates = await source(transaction, after, size);
        await handle(transaction, candidates.ids);
        return candidates.next;
      });
      return next === undefined ? undefined : { next };
    });
  }

  async function check(transaction: Transaction<Database>, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const rows = await readTrustpoints(transaction, ofTrustpoints, ids, now);
    const members = Map.groupBy(await findOpenMembers(transaction, kinds, ids), ({ kind }) => kind);
    for (const [place, rule] of ofTrustpoints.entries()) {
      const open = members.get(rule.kind) ?? [];
      const { newcomers, leavers } = await checkTrustpoints(transaction, rule, place, rows, open, now);
      await dismissLeavers(transaction, leavers, now, changed);
      await admitNewcomers(transaction, rule.kind, newcomers, open, now, changed);
    }
  }
}
