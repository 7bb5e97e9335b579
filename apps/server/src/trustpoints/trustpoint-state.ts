import { needsYou, trustpointState as stateOf, type TrustpointState } from '@crypto-cmp/policy';
import { type RawBuilder, sql } from 'kysely';

import { allOf, caseOf } from '../storage/conditions.ts';

/** The columns of a trustpoint from which its state follows. */
export interface StateColumns {
  readonly validFrom: number | null;
  readonly validUntil: number | null;
  readonly revokedAt: number | null;
  readonly failureNeedsAction: number;
}

/** The state of a stored trustpoint now, and whether a person must act. */
export function trustpointState(
  columns: StateColumns,
  leadDays: number,
  now: number,
): { readonly state: TrustpointState; readonly needsYou: boolean } {
  const { validFrom, validUntil, revokedAt, failureNeedsAction } = columns;
  const state = stateOf({
    certificate:
      validFrom === null || validUntil === null
        ? undefined
        : { notBefore: new Date(validFrom), notAfter: new Date(validUntil) },
    revokedAt: revokedAt === null ? undefined : new Date(revokedAt),
    now: new Date(now),
    leadDays,
  });
  // The column holds both: that no retry can cure the failure, and that nothing retries it.
  const isCalm = failureNeedsAction === 0;
  return { state, needsYou: needsYou(state, { retryCanCure: isCalm, isRetried: isCalm }) };
}

/**
 * The same states as conditions on the stored times, for lists and counts: each is a range of an index, so that a list
 * of what is due costs what is due.
 */
export function isInState(state: TrustpointState, now: number): RawBuilder<boolean> {
  switch (state) {
    case 'empty':
      return sql<boolean>`(${VALID_UNTIL} is null)`;
    case 'expired':
      return sql<boolean>`(${VALID_UNTIL} < ${now})`;
    case 'revoked':
      return sql<boolean>`(${VALID_UNTIL} >= ${now} and ${REVOKED_AT} is not null)`;
    case 'overdue':
      return sql<boolean>`(${OVERDUE_FROM} <= ${now} and ${VALID_UNTIL} >= ${now} and ${REVOKED_AT} is null)`;
    case 'renewal-due':
      return sql<boolean>`(${RENEW_FROM} <= ${now} and ${OVERDUE_FROM} > ${now} and ${VALID_UNTIL} >= ${now} and ${REVOKED_AT} is null)`;
    case 'valid':
      return sql<boolean>`(${RENEW_FROM} > ${now} and ${VALID_UNTIL} >= ${now} and ${REVOKED_AT} is null)`;
  }
}

/** Expired, overdue, or a last failure that no retry can cure, or that nothing retries. */
export function doesNeedYou(now: number): RawBuilder<boolean> {
  return sql<boolean>`(${isInState('expired', now)} or ${isInState('overdue', now)} or ${sql.ref('trustpoints.failureNeedsAction')} = 1)`;
}

/** Nothing but a last failure makes it need a person. */
export function isFailedOnly(now: number): RawBuilder<boolean> {
  return allOf([
    sql<boolean>`${sql.ref('trustpoints.failureNeedsAction')} = 1`,
    caseOf(isInState('expired', now), false),
    caseOf(isInState('overdue', now), false),
  ]);
}

const VALID_UNTIL = sql.ref('trustpoints.validUntil');
const REVOKED_AT = sql.ref('trustpoints.revokedAt');
// The plus keeps the planner from an index on these: what is due expires soon, so the index on the expiry, in whose
// order the lists are, finds it within its first rows.
const OVERDUE_FROM = sql`+${sql.ref('trustpoints.overdueFrom')}`;
const RENEW_FROM = sql`+${sql.ref('trustpoints.renewFrom')}`;
