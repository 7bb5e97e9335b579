import type { AlertRule } from '@crypto-cmp/api';
import { type RawBuilder, sql } from 'kysely';

/** The kinds of alerts that are about trustpoints. */
export type TrustpointRule = Extract<
  AlertRule,
  { kind: 'enrollment-failed' | 'renewal-overdue' | 'certificate-expiring' | 'certificate-expired' }
>;

/**
 * When a rule holds for a trustpoint. Each is a union of ranges of an index that hold little but what is wrong, so that
 * a look costs what is wrong, and not what there is: the plus keeps the planner from the other columns' indexes.
 */
export function trustpointConditions(rule: TrustpointRule, now: number): readonly RawBuilder<boolean>[] {
  switch (rule.kind) {
    case 'enrollment-failed':
      return [sql<boolean>`(${LAST_FAILURE_AT} is not null)`];
    case 'renewal-overdue':
      return [sql<boolean>`(${OVERDUE_FROM} <= ${now} and +${VALID_UNTIL} >= ${now} and ${REVOKED_AT} is null)`];
    case 'certificate-expired':
      return [sql<boolean>`(${VALID_UNTIL} < ${now} and ${REVOKED_AT} is null)`];
    case 'certificate-expiring': {
      // What renews by itself, and has not failed to, is no news, however soon it expires.
      const until = now + rule.days * DAY_MS;
      const soon = sql<boolean>`+${VALID_UNTIL} >= ${now} and +${VALID_UNTIL} <= ${until} and ${REVOKED_AT} is null`;
      return [
        sql<boolean>`(${OVERDUE_FROM} <= ${now} and ${soon})`,
        sql<boolean>`(${LAST_FAILURE_AT} is not null and ${soon})`,
      ];
    }
  }
}

const VALID_UNTIL = sql.ref('trustpoints.validUntil');
const OVERDUE_FROM = sql.ref('trustpoints.overdueFrom');
const REVOKED_AT = sql.ref('trustpoints.revokedAt');
const LAST_FAILURE_AT = sql.ref('trustpoints.lastFailureAt');
const DAY_MS = 86_400_000;
