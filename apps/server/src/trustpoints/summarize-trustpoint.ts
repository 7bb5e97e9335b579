import { RUNNING_STATES, type TrustpointSummary } from '@crypto-cmp/api';
import { computeLifetime } from '@crypto-cmp/policy';
import type { Kysely } from 'kysely';

import { readFailure, retryCanCure } from '../enrollments/failure-code.ts';
import { toOperation } from '../enrollments/summarize-enrollment.ts';
import { toInstant, toInstantOrNull } from '../instant.ts';
import { readPolicySettings } from '../policies/stored-settings.ts';
import type { Database } from '../storage/database.ts';
import { trustpointState } from './trustpoint-state.ts';

/** Trustpoints with what a line of the list shows. The secret and the keys are not selected. */
export function selectTrustpoints(database: Kysely<Database>) {
  return database
    .selectFrom('trustpoints')
    .innerJoin('policies', 'policies.id', 'trustpoints.policyId')
    .leftJoin('certificates', 'certificates.id', 'trustpoints.currentCertificateId')
    .leftJoin('enrollments as running', (join) =>
      join.onRef('running.trustpointId', '=', 'trustpoints.id').on('running.finishedAt', 'is', null),
    )
    .leftJoin('enrollments as failed', 'failed.id', 'trustpoints.lastFailureEnrollmentId')
    .select(summaryColumns);
}

const summaryColumns = [
  'trustpoints.id',
  'trustpoints.name',
  'trustpoints.nameKey',
  'trustpoints.position',
  'trustpoints.subjectName',
  'trustpoints.policyId',
  'trustpoints.validFrom',
  'trustpoints.validUntil',
  'trustpoints.renewAt',
  'trustpoints.revokedAt',
  'trustpoints.failureNeedsAction',
  'trustpoints.lastFailure',
  'trustpoints.lastFailureAt',
  'trustpoints.lastFailureEnrollmentId',
  'policies.name as policyName',
  'policies.nameKey as policyNameKey',
  'policies.settings as policySettings',
  'certificates.subject as certificateSubject',
  'certificates.issuer as certificateIssuer',
  'certificates.serialNumber as certificateSerialNumber',
  'certificates.fingerprint as certificateFingerprint',
  'running.id as runningId',
  'running.operation as runningOperation',
  'running.state as runningState',
  'running.createdAt as runningSince',
  'running.nextStepAt as runningNextStepAt',
  'failed.operation as failedOperation',
] as const;

export type TrustpointRow = Awaited<ReturnType<ReturnType<typeof selectTrustpoints>['execute']>>[number];

/** A trustpoint in one line. Its state is of this moment. */
export function summarizeTrustpoint(row: TrustpointRow, now: number): TrustpointSummary {
  const { certificateRenewalTimeout } = readPolicySettings(row.policySettings);
  return {
    id: row.id,
    name: row.name,
    policy: { id: row.policyId, name: row.policyName },
    subjectName: row.subjectName,
    ...trustpointState(row, certificateRenewalTimeout, now),
    certificate: certificateOf(row),
    revokedAt: toInstantOrNull(row.revokedAt),
    renewal: renewalOf(row, certificateRenewalTimeout),
    lastFailure: lastFailureOf(row),
    runningEnrollment: runningOf(row),
  };
}

function certificateOf(row: TrustpointRow): TrustpointSummary['certificate'] {
  if (row.certificateSerialNumber === null || row.validFrom === null || row.validUntil === null) return null;
  return {
    subject: row.certificateSubject ?? '',
    issuer: row.certificateIssuer ?? '',
    serialNumber: row.certificateSerialNumber,
    notBefore: toInstant(row.validFrom),
    notAfter: toInstant(row.validUntil),
    sha256: row.certificateFingerprint ?? '',
  };
}

function renewalOf({ validFrom, validUntil, renewAt }: TrustpointRow, leadDays: number): TrustpointSummary['renewal'] {
  if (validFrom === null || validUntil === null) return null;
  const lifetime = computeLifetime({ notBefore: new Date(validFrom), notAfter: new Date(validUntil) }, leadDays);
  return {
    startsAt: lifetime.renewalStartsAt.toISOString(),
    overdueAt: lifetime.overdueAt.toISOString(),
    leadTimeTooLong: lifetime.leadTimeTooLong,
    nextTryAt: toInstantOrNull(renewAt),
  };
}

function lastFailureOf(row: TrustpointRow): TrustpointSummary['lastFailure'] {
  if (row.lastFailure === null || row.lastFailureAt === null || row.lastFailureEnrollmentId === null) return null;
  const failure = readFailure(row.lastFailure);
  return {
    enrollmentId: row.lastFailureEnrollmentId,
    at: toInstant(row.lastFailureAt),
    operation: toOperation(row.failedOperation ?? ''),
    kind: failure.kind,
    code: failure.code,
    title: failure.title,
    retryCanCure: retryCanCure(failure),
    nextTryAt: toInstantOrNull(row.renewAt),
  };
}

function runningOf(row: TrustpointRow): TrustpointSummary['runningEnrollment'] {
  const state = RUNNING_STATES.find((known) => known === row.runningState);
  if (row.runningId === null || row.runningSince === null || state === undefined) return null;
  return {
    id: row.runningId,
    operation: toOperation(row.runningOperation ?? ''),
    state,
    startedAt: toInstant(row.runningSince),
    nextStepAt: state === 'waiting' ? toInstantOrNull(row.runningNextStepAt) : null,
  };
}
