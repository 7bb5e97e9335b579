import {
  ENROLLMENT_OPERATIONS,
  ENROLLMENT_REQUEST_TYPES,
  type EnrollmentSummary,
  HOLD_UP_REASONS,
  type HoldUp,
  type NextTry,
} from '@crypto-cmp/api';

import { toInstant, toInstantOrNull } from '../instant.ts';
import { readServerKey } from '../servers/server-key.ts';
import { readPlan } from './engine/plan.ts';
import type { EnrollmentRow } from './engine/queue.ts';
import { readFailure } from './failure-code.ts';
import { readNextTry } from './next-try.ts';
import { toEnrollmentState } from './publish-enrollment.ts';
import { toActorKind } from './started-by.ts';

/** What a row of the list needs of an enrollment. */
export type SummaryColumns = Pick<EnrollmentRow, (typeof SUMMARY_COLUMNS)[number]>;

/** Without the columns that are large, or sealed. */
export const SUMMARY_COLUMNS = [
  'id',
  'state',
  'operation',
  'requestType',
  'trustpointId',
  'trustpointName',
  'policyId',
  'policyName',
  'plan',
  'serverIndex',
  'startedBy',
  'createdAt',
  'finishedAt',
  'nextStepAt',
  'replacesCertificateId',
  'serverKey',
  'holdUp',
  'holdUpUntil',
  'nextTry',
  'failure',
] as const satisfies (keyof EnrollmentRow)[];

/** An enrollment in one line. */
export function summarizeEnrollment(row: SummaryColumns): EnrollmentSummary {
  const state = toEnrollmentState(row.state);
  const server = (row.plan === null ? undefined : readPlan(row.plan).servers[row.serverIndex]) ?? null;
  return {
    id: row.id,
    state,
    operation: toOperation(row.operation),
    isFirst: row.replacesCertificateId === null,
    requestType: ENROLLMENT_REQUEST_TYPES.find((type) => type === row.requestType) ?? null,
    trustpoint: { id: row.trustpointId, name: row.trustpointName },
    policy: { id: row.policyId, name: row.policyName },
    server,
    startedBy: { kind: toActorKind(row.startedBy), name: null },
    createdAt: toInstant(row.createdAt),
    endedAt: toInstantOrNull(row.finishedAt),
    nextStepAt: state === 'waiting' ? toInstantOrNull(row.nextStepAt) : null,
    holdUp: holdUpOf(row),
    nextTry: nextTryOf(row, server),
    failure: summarizeFailure(row.failure),
  };
}

/** An operation as it is stored. */
export function toOperation(stored: string): EnrollmentSummary['operation'] {
  return ENROLLMENT_OPERATIONS.find((operation) => operation === stored) ?? 'enroll';
}

function holdUpOf({ finishedAt, holdUp, holdUpUntil, serverKey }: SummaryColumns): HoldUp | null {
  const reason = HOLD_UP_REASONS.find((known) => known === holdUp);
  if (finishedAt !== null || reason === undefined || serverKey === null) return null;
  return { reason, until: toInstantOrNull(holdUpUntil), server: readServerKey(serverKey) };
}

function nextTryOf(
  { finishedAt, holdUp, state, nextStepAt, nextTry }: SummaryColumns,
  server: EnrollmentSummary['server'],
): NextTry | null {
  if (finishedAt !== null || holdUp !== null || nextStepAt === null || server === null) return null;
  if (nextTry !== null) return { at: toInstant(nextStepAt), server, ...readNextTry(nextTry) };
  return state === 'waiting' ? { at: toInstant(nextStepAt), server, action: 'poll', tries: 0 } : null;
}

function summarizeFailure(column: string | null): EnrollmentSummary['failure'] {
  if (column === null) return null;
  const { kind, code, title } = readFailure(column);
  return { kind, code, title };
}
