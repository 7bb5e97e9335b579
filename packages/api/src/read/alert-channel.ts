import { ALERT_KINDS, SMTP_SECURITIES } from '@crypto-cmp/policy';
import { z } from 'zod';
import { ALERT_DELIVERY_STATES, AlertDeliveryProblem } from './alert-delivery.ts';
import { Identifier } from './identifier.ts';
import { Instant } from './instant.ts';
import { SecretState } from './secret-state.ts';

const shared = {
  id: Identifier,
  /** Also the ETag. */
  version: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
  name: z.string(),
  enabled: z.boolean(),
  trustAnchors: z.array(z.string()),
  /** The rules that write to it. */
  usedBy: z.array(z.enum(ALERT_KINDS)),
  /** How its latest message fared; null when there was none. */
  lastDelivery: z
    .object({
      id: Identifier,
      state: z.enum(ALERT_DELIVERY_STATES),
      at: Instant,
      problem: AlertDeliveryProblem.nullable(),
    })
    .nullable(),
  /** Messages that wait for a try. */
  pendingCount: z.int().nonnegative(),
};

/** A way on which alerts leave the console. Its password or secret never does. */
export const AlertChannel = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('email'),
      ...shared,
      host: z.string(),
      port: z.int(),
      security: z.enum(SMTP_SECURITIES),
      /** Empty: no sign-in. */
      user: z.string(),
      password: SecretState,
      from: z.string(),
      to: z.array(z.string()),
    }),
    z.object({ type: z.literal('webhook'), ...shared, url: z.string(), secret: SecretState }),
  ])
  .meta({ id: 'AlertChannel' });
export type AlertChannel = z.infer<typeof AlertChannel>;

/** How a test message fared, just now. */
export const AlertChannelTest = z
  .object({
    /** `partly`: some recipients were refused. */
    outcome: z.enum(['delivered', 'partly', 'failed']),
    startedAt: Instant,
    durationMs: z.int().nonnegative(),
    /** One sentence: what happened, also when it went well. */
    summary: z.string(),
    problem: AlertDeliveryProblem.nullable(),
    /** For e-mail, each recipient; untrusted text in `answer`. */
    recipients: z.array(z.object({ address: z.string(), accepted: z.boolean(), answer: z.string().nullable() })),
  })
  .meta({ id: 'AlertChannelTest' });
export type AlertChannelTest = z.infer<typeof AlertChannelTest>;
