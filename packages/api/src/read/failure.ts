import { z } from 'zod';
import { Identifier } from './identifier.ts';

/** Whose fault a failure is. */
export const FAILURE_KINDS = [
  'transport',
  'malformed',
  'unexpected',
  'peer-misbehaved',
  'peer-rejected',
  'not-trusted',
  'not-supported',
  'local',
] as const;
export const FailureKind = z.enum(FAILURE_KINDS);
export type FailureKind = z.infer<typeof FailureKind>;

/** The CA's own words. Untrusted text. */
export const PeerClaim = z
  .object({
    /** False: not proven to come from the CA. Anyone on the way may have written it. */
    authenticated: z.boolean(),
    /** The name of a PKIStatus (RFC 9810, section 5.2.3). */
    status: z.string(),
    /** Names of PKIFailureInfo bits. */
    failInfo: z.array(z.string()),
    statusString: z.array(z.string()),
    errorCode: z.string().nullable(),
    errorDetails: z.array(z.string()),
  })
  .meta({ id: 'PeerClaim' });

/** A field of a policy that is worth looking at. */
export const FieldLink = z
  .object({
    policyId: Identifier,
    /** JSON pointer (RFC 6901) into the policy. */
    pointer: z.string(),
    /** The field's label, such as `Secret`. */
    label: z.string(),
  })
  .meta({ id: 'FieldLink' });
export type FieldLink = z.infer<typeof FieldLink>;

/** A failure in plain words. */
export const FailureExplanation = z
  .object({
    /** One sentence: the headline. */
    cause: z.string(),
    /** What happened, in at most two sentences. */
    detail: z.string(),
    /** What to do about it. */
    fix: z.string(),
    field: FieldLink.nullable(),
    /** A text to hand to the CA's operators, where they have to act. */
    operatorsText: z.string().nullable(),
  })
  .meta({ id: 'FailureExplanation' });

/** Why an enrollment failed. */
export const Failure = z
  .object({
    kind: FailureKind,
    /** Stable, for programs. */
    code: z.string(),
    message: z.string(),
    claim: PeerClaim.nullable(),
    /** A request has left and no answer settled it: the CA may have issued a certificate. */
    certificateMayExist: z.boolean(),
    /** For a certificate that the console refused: whether the CA has acknowledged that. */
    rejection: z.enum(['confirmed', 'unconfirmed']).nullable(),
    /** False: it will fail again until a person acts. */
    retryCanCure: z.boolean(),
    explanation: FailureExplanation,
  })
  .meta({ id: 'Failure' });
export type Failure = z.infer<typeof Failure>;
