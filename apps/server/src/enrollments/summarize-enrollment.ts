import { ENROLLMENT_OPERATIONS, type EnrollmentSummary } from '@crypto-cmp/api';

import { toInstant, toInstantOrNull } from '../instant.ts';
import { readPlan } from './engine/plan.ts';
import type { EnrollmentRow } from './engine/queue.ts';
import { readFailure } from './failure-code.ts';
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
  'failure',
] as const satisfies (keyof EnrollmentRow)[];

/** An enrollment in one line. */
export function summarizeEnrollment(row: SummaryColumns): EnrollmentSummary {
  const state = toEnrollmentState(row.state);
  return {
    id: row.id,
    state,
    operation: toOperation(row.operation),
    isFirst: row.replacesCertificateId === null,
    requestType: row.requestType === 'ir' || row.requestType === 'kur' ? row.requestType : null,
    trustpoint: { id: row.trustpointId, name: row.trustpointName },
    policy: { id: row.policyId, name: row.policyName },
    server: (row.plan === null ? undefined : readPlan(row.plan).servers[row.serverIndex]) ?? null,
    startedBy: { kind: toActorKind(row.startedBy), name: null },
    createdAt: toInstant(row.createdAt),
    endedAt: toInstantOrNull(row.finishedAt),
    nextStepAt: state === 'waiting' ? toInstantOrNull(row.nextStepAt) : null,
    failure: summarizeFailure(row.failure),
  };
}

/** An operation as it is stored. */
export function toOperation(stored: string): EnrollmentSummary['operation'] {
  return ENROLLMENT_OPERATIONS.find((operation) => operation === stored) ?? 'enroll';
}

function summarizeFailure(column: string | null): EnrollmentSummary['failure'] {
  if (column === null) return null;
  const { kind, code, title } = readFailure(column);
  return { kind, code, title };
}
