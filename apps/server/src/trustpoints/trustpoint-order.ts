import type { RouteQuery, routes } from '@crypto-cmp/api';
import type { TrustpointState } from '@crypto-cmp/policy';
import { type RawBuilder, sql } from 'kysely';

import { allOf, ALWAYS } from '../storage/conditions.ts';
import type { ListOrder } from '../storage/keyset.ts';
import { isFailedOnly, isInState } from './trustpoint-state.ts';

type TrustpointSort = RouteQuery<typeof routes.trustpoints.list>['sort'];

/** Some of the trustpoints, in one order. A list is one group after the other. */
export interface TrustpointGroup {
  readonly condition: RawBuilder<boolean>;
  readonly order: ListOrder;
  /** The states that can be in it; any, where it does not say. */
  readonly states?: readonly TrustpointState[];
}

/**
 * The groups of a sort. By urgency: what needs a person first, then what expires first, and at the end what nothing
 * happens to.
 *
 * Each group is a walk along an index, so that the first page costs a page, and not a sort of everything.
 */
export function groupsOf(sort: TrustpointSort, now: number): TrustpointGroup[] {
  switch (sort) {
    case 'name':
    case '-name':
      return [byName(ALWAYS, sort === '-name')];
    case 'policy':
    case '-policy': {
      const columns = ['policies.nameKey', 'trustpoints.position', 'trustpoints.id'];
      return [{ condition: ALWAYS, order: { columns, descending: sort === '-policy' } }];
    }
    case 'notAfter':
      return [byExpiry(IS_ENROLLED, false), byName(isInState('empty', now), false)];
    case '-notAfter':
      return [byName(isInState('empty', now), false), byExpiry(IS_ENROLLED, true)];
    case 'urgency':
      return [
        { ...byExpiry(isInState('expired', now), false), states: ['expired'] },
        { ...byExpiry(isInState('overdue', now), false), states: ['overdue'] },
        { ...byName(isFailedOnly(now), false), states: ['empty', 'valid', 'renewal-due', 'revoked'] },
        { ...byExpiry(isCalm('renewal-due', now), false), states: ['renewal-due'] },
        { ...byName(isCalm('empty', now), false), states: ['empty'] },
        { ...byExpiry(isCalm('valid', now), false), states: ['valid'] },
        { ...byExpiry(isCalm('revoked', now), false), states: ['revoked'] },
      ];
  }
}

/**
 * The same order by urgency as one group: for a search, whose few rows cost less to sort than the many others to walk
 * past, seven times.
 */
export function searchGroup(now: number): TrustpointGroup {
  const rank = sql<number>`case when ${isInState('expired', now)} then 0 when ${isInState('overdue', now)} then 1 when ${NEEDS_ACTION} = 1 then 2 when ${isInState('renewal-due', now)} then 3 when ${isInState('empty', now)} then 4 when ${isInState('valid', now)} then 5 else 6 end`;
  const expiry = sql<number>`coalesce(${sql.ref('trustpoints.validUntil')}, 0)`;
  const columns = [rank, expiry, 'trustpoints.nameKey', 'trustpoints.id'];
  return { condition: ALWAYS, order: { columns, descending: false } };
}

function byName(condition: RawBuilder<boolean>, descending: boolean): TrustpointGroup {
  return { condition, order: { columns: ['trustpoints.nameKey', 'trustpoints.id'], descending } };
}

function byExpiry(condition: RawBuilder<boolean>, descending: boolean): TrustpointGroup {
  return { condition, order: { columns: ['trustpoints.validUntil', 'trustpoints.id'], descending } };
}

function isCalm(state: TrustpointState, now: number): RawBuilder<boolean> {
  return allOf([isInState(state, now), sql<boolean>`${NEEDS_ACTION} = 0`]);
}

const IS_ENROLLED = sql<boolean>`${sql.ref('trustpoints.validUntil')} is not null`;
const NEEDS_ACTION = sql.ref('trustpoints.failureNeedsAction');
