import { z } from 'zod';
import { CmpServerAddress } from './cmp-server.ts';
import { EnrollmentSummary } from './enrollment-summary.ts';
import { FieldLink } from './failure.ts';
import { Identifier } from './identifier.ts';
import { Instant } from './instant.ts';
import { Reference } from './reference.ts';
import { TrustpointCounts } from './trustpoint-counts.ts';
import { TrustpointSummary } from './trustpoint-summary.ts';

const count = z.int().nonnegative();

/** A trustpoint that waits for a person, and the way out. */
export const NeedsYouItem = z
  .object({
    trustpoint: TrustpointSummary,
    /** One sentence: why it does not cure itself. */
    cause: z.string(),
    /** Where to go: a field of the policy, a failed enrollment, or the trustpoint itself. */
    target: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('field'), field: FieldLink }),
      z.object({ kind: z.literal('enrollment'), enrollmentId: Identifier }),
      z.object({ kind: z.literal('trustpoint') }),
    ]),
  })
  .meta({ id: 'NeedsYouItem' });

/** The certificates that expire within seven days from `startsOn` (UTC). They add up over the three groups. */
export const ExpiryWeek = z
  .object({ startsOn: z.iso.date(), needsYou: count, renewalDue: count, later: count })
  .meta({ id: 'ExpiryWeek' });

export const CIRCUIT_STATES = ['closed', 'open', 'half-open'] as const;
export type CircuitState = (typeof CIRCUIT_STATES)[number];

/**
 * Whether enrollments are sent to a CMP server. It opens after some failures in a row: then the scheduler asks the other
 * server, or waits. When it has been open for a while it is half open: one enrollment goes, and an answer closes it.
 */
export const ServerCircuit = z
  .object({
    state: z.enum(CIRCUIT_STATES),
    /** Since when it is not closed. */
    openSince: Instant.nullable(),
    /** When the next enrollment is let through; null unless it is open. */
    openUntil: Instant.nullable(),
    /** Exchanges that failed in a row. */
    failures: count,
  })
  .meta({ id: 'ServerCircuit' });
export type ServerCircuit = z.infer<typeof ServerCircuit>;

/** A CMP server, how it was at the last contact, and what is under way there. */
export const ServerHealth = z
  .object({
    server: CmpServerAddress,
    primaryOf: count,
    secondaryOf: count,
    isLabCa: z.boolean(),
    /** Null when it was never asked. */
    lastContact: z
      .object({
        answers: z.boolean(),
        at: Instant,
        /** Since when it answers, or does not. */
        since: Instant,
        /** Of the last answer. */
        durationMs: z.int().nullable(),
        /** Why it does not answer. */
        problem: z.string().nullable(),
      })
      .nullable(),
    circuit: ServerCircuit,
    /** Enrollments that are under way there; not those that wait for the CA's decision. */
    running: count,
    /** Enrollments that are held up for it. */
    waiting: count,
    /** What the settings of the console allow. */
    limits: z.object({ concurrency: count, startsPerMinute: count }),
  })
  .meta({ id: 'ServerHealth' });

/** What home and the side bar show. */
export const Overview = z
  .object({
    countedAt: Instant,
    policyCount: count,
    trustpoints: TrustpointCounts,
    runningEnrollmentCount: count,
    /** The most urgent ones, at most 20; `trustpoints.needsYou` counts all. */
    needsYou: z.array(NeedsYouItem),
    expiry: z.object({
      /** Thirteen weeks from today. */
      weeks: z.array(ExpiryWeek),
      busiestDay: z.object({ date: z.iso.date(), count }).nullable(),
    }),
    servers: z.array(ServerHealth),
    latestEnrollments: z.array(EnrollmentSummary),
    /** Since midnight, UTC. */
    enrollmentsToday: count,
    nextRenewal: z.object({ trustpoint: Reference, at: Instant }).nullable(),
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof Overview>;
