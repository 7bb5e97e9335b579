import { TRUSTPOINT_STATES } from '@crypto-cmp/policy';
import { z } from 'zod';
import { CertificateSummary } from './certificate-summary.ts';
import { ENROLLMENT_OPERATIONS, RUNNING_STATES } from './enrollment-state.ts';
import { FailureKind } from './failure.ts';
import { Identifier } from './identifier.ts';
import { Instant } from './instant.ts';
import { Reference } from './reference.ts';

/** The enrollment that is under way for a trustpoint. */
export const RunningEnrollment = z
  .object({
    id: Identifier,
    operation: z.enum(ENROLLMENT_OPERATIONS),
    state: z.enum(RUNNING_STATES),
    startedAt: Instant,
    /** When the CA is asked again; only while waiting. */
    nextStepAt: Instant.nullable(),
  })
  .meta({ id: 'RunningEnrollment' });

/** The last enrollment, when it failed. Null again after a success. */
export const LastFailure = z
  .object({
    enrollmentId: Identifier,
    at: Instant,
    operation: z.enum(ENROLLMENT_OPERATIONS),
    kind: FailureKind,
    code: z.string(),
    /** A few words for a list, such as `Secret or Reference ID refused`. */
    title: z.string(),
    /** False: it will fail again until a person acts. */
    retryCanCure: z.boolean(),
    /** When it is tried again by itself. */
    nextTryAt: Instant.nullable(),
  })
  .meta({ id: 'LastFailure' });

/** When the current certificate is renewed by itself. */
export const RenewalPlan = z
  .object({
    startsAt: Instant,
    overdueAt: Instant,
    /** The Certificate Renewal Timeout is not shorter than the certificate's life: renewal starts at two thirds of it. */
    leadTimeTooLong: z.boolean(),
    /** With jitter; null when nothing is planned. */
    nextTryAt: Instant.nullable(),
  })
  .meta({ id: 'RenewalPlan' });

/** A row of the trustpoints list. `state` holds at the time the answer was made. */
export const TrustpointSummary = z
  .object({
    id: Identifier,
    name: z.string(),
    policy: Reference,
    /** The requested one; the issued one is in `certificate`. */
    subjectName: z.string(),
    state: z.enum(TRUSTPOINT_STATES),
    needsYou: z.boolean(),
    certificate: CertificateSummary.nullable(),
    revokedAt: Instant.nullable(),
    renewal: RenewalPlan.nullable(),
    lastFailure: LastFailure.nullable(),
    runningEnrollment: RunningEnrollment.nullable(),
  })
  .meta({ id: 'TrustpointSummary' });
export type TrustpointSummary = z.infer<typeof TrustpointSummary>;
