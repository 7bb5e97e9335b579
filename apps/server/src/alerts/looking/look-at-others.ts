import type { AlertRule } from '@crypto-cmp/api';
import type { Kysely } from 'kysely';

import type { Database } from '../../storage/database.ts';
import { takeTurn } from '../../storage/take-turn.ts';
import { transact } from '../../storage/transact.ts';
import { findExpiringCaCertificates } from '../conditions/ca-certificate-condition.ts';
import type { Leaver } from '../conditions/newcomer.ts';
import { findServersDown, serverLeavers } from '../conditions/server-condition.ts';
import type { TrustpointRule } from '../conditions/trustpoint-conditions.ts';
import { admitNewcomers, type AlertChange } from './admit-newcomers.ts';
import { dismissLeavers } from './dismiss-leavers.ts';
import { findOpenMembers } from './open-members.ts';
import { inSlices } from './slices.ts';

export type OtherRule = Exclude<AlertRule, TrustpointRule>;

/** Brings the alerts about CA servers or CA certificates in step with what is. There are few of either. */
export async function lookAtOthers(
  database: Kysely<Database>,
  rule: OtherRule,
  now: number,
  changes: Map<string, AlertChange>,
): Promise<void> {
  await inSlices(undefined, async (_key, size) => {
    const isWhole = await transact(database, async (transaction) => {
      await takeTurn(transaction, 'alerts');
      const open = await findOpenMembers(transaction, [rule.kind]);
      const found = !rule.enabled
        ? []
        : rule.kind === 'ca-server-down'
          ? await findServersDown(transaction, rule, now)
          : await findExpiringCaCertificates(transaction, rule, now);
      const known = new Set(open.map(({ member }) => member));
      const present = new Set(found.map(({ member }) => member));
      const newcomers = found.filter(({ member }) => !known.has(member));
      const gone = open.filter(({ member }) => !present.has(member));
      const some = gone.slice(0, size);
      const leavers: readonly Leaver[] = !rule.enabled
        ? some.map((member) => ({ ...member, reason: 'rule-off' }))
        : rule.kind === 'ca-server-down'
          ? await serverLeavers(transaction, some)
          : some.map((member) => ({ ...member, reason: 'cured' }));
      await dismissLeavers(transaction, leavers, now, changes);
      await admitNewcomers(transaction, rule.kind, newcomers.slice(0, size), [], now, changes);
      return newcomers.length <= size && gone.length <= size;
    });
    return isWhole ? undefined : { next: undefined };
  });
}
