import type { Transaction } from 'kysely';

import { anyOf, caseOf } from '../../storage/conditions.ts';
import type { Database } from '../../storage/database.ts';
import type { EndReason, Leaver } from './newcomer.ts';
import { type TrustpointRule, trustpointConditions } from './trustpoint-conditions.ts';

/** The trustpoints in open alerts for which the rule holds no more. */
export async function trustpointLeavers(
  database: Transaction<Database>,
  rule: TrustpointRule,
  now: number,
): Promise<Leaver[]> {
  const rows = await database
    .selectFrom('alertMembers')
    .leftJoin('trustpoints', 'trustpoints.id', 'alertMembers.member')
    .select([
      'alertMembers.alertId',
      'alertMembers.member',
      'trustpoints.id',
      'trustpoints.validUntil',
      'trustpoints.revokedAt',
    ])
    .where('alertMembers.kind', '=', rule.kind)
    .where('alertMembers.leftAt', 'is', null)
    .where(caseOf(anyOf(trustpointConditions(rule, now)), false))
    .execute();
  return rows.map(({ alertId, member, id, validUntil, revokedAt }) => ({
    alertId,
    member,
    reason: reasonOf(rule, { exists: id !== null, validUntil, revokedAt }, now),
  }));
}

function reasonOf(
  { kind }: TrustpointRule,
  { exists, validUntil, revokedAt }: { exists: boolean; validUntil: number | null; revokedAt: number | null },
  now: number,
): EndReason {
  if (!exists) return 'removed';
  if (kind === 'enrollment-failed') return 'cured';
  if (revokedAt !== null) return 'revoked';
  // Too late is no end: another alert says so.
  if (kind !== 'certificate-expired' && validUntil !== null && validUntil < now) return 'replaced';
  return 'cured';
}
