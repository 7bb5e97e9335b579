import type { AlertRule } from '@crypto-cmp/api';
import { type RawBuilder, sql } from 'kysely';

/** The kinds of alerts that are about trustpoints. */
export type TrustpointRule = Extract<
  AlertRule,
  { kind: 'enrollment-failed' | 'renewal-overdue' | 'certificate-expiring' | 'certificate-expired' }
>;

export function isTrustpointRule(rule: AlertRule): rule is TrustpointRule {
  return rule.kind !== 'ca-server-down' && rule.kind !== 'ca-certificate-expiring';
}

/** When a rule holds for a trustpoint. */
export function trustpointCondition(rule: TrustpointRule, now: number): RawBuilder<boolean> {
  switch (rule.kind) {
    case 'enrollment-failed':
      return sql<boolean>`(${LAST_FAILURE_AT} is not null)`;
    case 'renewal-overdue':
      return sql<boolean>`(${OVERDUE_FROM} <= ${now} and ${VALID_UNTIL} >= ${now} and ${REVOKED_AT} is null)`;
    case 'certificate-expired':
      return sql<boolean>`(${VALID_UNTIL} < ${now} and ${REVOKED_AT} is null)`;
    case 'certificate-expiring':
      // What renews by itself, and has not failed to, is no news, however soon it expires.
      return sql<boolean>`((${OVERDUE_FROM} <= ${now} or ${LAST_FAILURE_AT} is not null)
        and ${VALID_UNTIL} >= ${now} and ${VALID_UNTIL} <= ${now + aheadOf(rule)} and ${REVOKED_AT} is null)`;
  }
}

/** How far into the future a rule looks, in milliseconds. */
export function aheadOf(rule: TrustpointRule): number {
  return rule.kind === 'certificate-expiring' ? rule.days * DAY_MS : 0;
}

const VALID_UNTIL = sql.ref('trustpoints.validUntil');
const OVERDUE_FROM = sql.ref('trustpoints.overdueFrom');
const REVOKED_AT = sql.ref('trustpoints.revokedAt');
const LAST_FAILURE_AT = sql.ref('trustpoints.lastFailureAt');
const DAY_MS = 86_400_000;
