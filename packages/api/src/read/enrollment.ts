import { z } from 'zod';
import { CertificateDetail } from './certificate-detail.ts';
import { CertificateSummary } from './certificate-summary.ts';
import { CmpServer } from './cmp-server.ts';
import { EnrollmentMessage } from './enrollment-message.ts';
import { ENROLLMENT_STATES } from './enrollment-state.ts';
import { EnrollmentSummary } from './enrollment-summary.ts';
import { Failure } from './failure.ts';
import { Instant } from './instant.ts';

/** A line of "requested and issued". */
export const FieldComparison = z
  .object({
    field: z.enum(['subject', 'subjectAltName', 'publicKey', 'notBefore', 'notAfter']),
    /** For people, such as `SAN, FQDN`. */
    title: z.string(),
    requested: z.string().nullable(),
    issued: z.string().nullable(),
    verdict: z.enum(['same', 'changed', 'missing', 'added']),
  })
  .meta({ id: 'FieldComparison' });
export type FieldComparison = z.infer<typeof FieldComparison>;

const protection = z.enum(['mac', 'signature']).nullable();

/** One enrollment with its whole exchange. Holds no Secret and no private key. */
export const Enrollment = EnrollmentSummary.extend({
  /** The states it went through, in order; the last one has no end while it goes on. */
  steps: z.array(z.object({ state: z.enum(ENROLLMENT_STATES), startedAt: Instant, endedAt: Instant.nullable() })),
  /** Lower case hexadecimal; null until the first message is made. */
  transactionID: z.string().nullable(),
  subjectName: z.string(),
  senderName: z.string(),
  /** As text, as it goes over the wire. */
  referenceId: z.string(),
  protection: z.object({ sent: protection, received: protection }),
  /** The servers of the policy when it began, Primary first. */
  servers: z.array(CmpServer),
  /** `skipped`: nothing was sent to the Primary, since it was known not to answer. */
  failover: z.object({ at: Instant, reason: z.string(), skipped: z.boolean() }).nullable(),
  /**
   * A renewal whose kur was refused for its signer, and that went on with the Secret: a second transaction, of the
   * messages after `afterMessage`. Null where there was no need for it, or no Secret.
   */
  fallback: z
    .object({
      at: Instant,
      afterMessage: z.int(),
      /** Of the first transaction. */
      transactionID: z.string(),
      /** Why the CA refused it, in one sentence. */
      cause: z.string(),
      /** False: nothing proves that the CA has refused it, so it may have issued a certificate in the first transaction. */
      isProven: z.boolean(),
    })
    .nullable(),
  /** The answer that is awaited now. */
  awaited: z.object({ bodyTypes: z.array(z.string()), since: Instant, givesUpAt: Instant }).nullable(),
  /** What the CA said about the wait; untrusted text. */
  waitingReason: z.array(z.string()),
  /** The certificate that stays in use until this one is confirmed. */
  replaces: CertificateSummary.nullable(),
  /** The certificate the CA sent, whatever became of it. In use only when the state is `succeeded`. */
  received: CertificateDetail.nullable(),
  comparison: z.array(FieldComparison),
  messages: z.array(EnrollmentMessage),
  failure: Failure.nullable(),
  /** How often in a row this trustpoint has failed, this time included. */
  failureStreak: z.object({ count: z.int(), since: Instant }).nullable(),
  /** When it is tried again by itself. */
  nextTryAt: Instant.nullable(),
  canCancel: z.boolean(),
}).meta({ id: 'Enrollment' });
export type Enrollment = z.infer<typeof Enrollment>;
