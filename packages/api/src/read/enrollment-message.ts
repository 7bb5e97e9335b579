import { z } from 'zod';
import { CmpServer } from './cmp-server.ts';
import { Instant } from './instant.ts';

/** One named check of an answer. */
export const CheckResult = z
  .object({
    /** Stable, such as `recipNonce`. */
    name: z.string(),
    /** For people, such as `Subject and SAN as requested`. */
    title: z.string(),
    verdict: z.enum(['passed', 'failed', 'not-applicable']),
    /** May quote the CA: show as text. */
    detail: z.string(),
  })
  .meta({ id: 'CheckResult' });
export type CheckResult = z.infer<typeof CheckResult>;

/** What kept a message from arriving, or its answer from coming. */
export const DeliveryProblem = z.object({ code: z.string(), message: z.string() }).meta({ id: 'DeliveryProblem' });

/** One message of an exchange: a rung of the ladder. */
export const EnrollmentMessage = z
  .object({
    /** From 1, in the order of the exchange. */
    n: z.int(),
    direction: z.enum(['sent', 'received']),
    /** The name of the PKIBody alternative, such as `ip`; null when the bytes could not be read. */
    bodyType: z.string().nullable(),
    at: Instant,
    octets: z.int(),
    server: CmpServer,
    /** What it says in a few words, such as `accepted, with one certificate`. */
    summary: z.string(),
    /** Such as `HMAC-SHA-256, 10000 iterations of SHA-256`; null when it is not protected. */
    protection: z.string().nullable(),
    /** How often the same bytes were sent to this server. */
    tries: z.int(),
    /** From the first try to the last. */
    triesDurationMs: z.int(),
    /** On a message sent: null while it is on its way or once it was answered. */
    problem: DeliveryProblem.nullable(),
    /** On a message received: every check, in order. */
    checks: z.array(CheckResult),
  })
  .meta({ id: 'EnrollmentMessage' });
export type EnrollmentMessage = z.infer<typeof EnrollmentMessage>;
