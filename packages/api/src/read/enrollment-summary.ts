import { z } from 'zod';
import { Actor } from './actor.ts';
import { CmpServer } from './cmp-server.ts';
import { ENROLLMENT_OPERATIONS, ENROLLMENT_REQUEST_TYPES, ENROLLMENT_STATES } from './enrollment-state.ts';
import { FailureKind } from './failure.ts';
import { HoldUp, NextTry } from './hold-up.ts';
import { Identifier } from './identifier.ts';
import { Instant } from './instant.ts';
import { Reference } from './reference.ts';

/** A row of the enrollments list. */
export const EnrollmentSummary = z
  .object({
    id: Identifier,
    state: z.enum(ENROLLMENT_STATES),
    operation: z.enum(ENROLLMENT_OPERATIONS),
    /** The trustpoint held no certificate before. */
    isFirst: z.boolean(),
    /** What is asked on the wire; null until it is decided. */
    requestType: z.enum(ENROLLMENT_REQUEST_TYPES).nullable(),
    trustpoint: Reference,
    policy: Reference,
    /** The server that is or was asked last. */
    server: CmpServer.nullable(),
    startedBy: Actor,
    createdAt: Instant,
    endedAt: Instant.nullable(),
    /** When the next step is taken: the next poll while waiting. */
    nextStepAt: Instant.nullable(),
    /** Why it has not begun at its CA server; null when nothing holds it up. */
    holdUp: HoldUp.nullable(),
    /** Null while a message is on its way, and once it has ended. */
    nextTry: NextTry.nullable(),
    failure: z.object({ kind: FailureKind, code: z.string(), title: z.string() }).nullable(),
  })
  .meta({ id: 'EnrollmentSummary' });
export type EnrollmentSummary = z.infer<typeof EnrollmentSummary>;
