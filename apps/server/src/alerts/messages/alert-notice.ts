import { ALERT_END_REASONS, ALERT_MESSAGE_EVENTS } from '@crypto-cmp/api';
import { ALERT_KINDS } from '@crypto-cmp/policy';
import { z } from 'zod';

const instant = z.iso.datetime();

/** A message, as it lies in the outbox and as a webhook gets it. Texts may quote names of a CA: they are plain text. */
export const AlertNotice = z
  .object({
    /** Grows only when a receiver would have to change; fields may be added without. */
    version: z.literal(1),
    /** Also the webhook-id: the same when a message is sent again. */
    id: z.string(),
    event: z.enum(ALERT_MESSAGE_EVENTS),
    createdAt: instant,
    /** One line: the subject of the e-mail. */
    subject: z.string(),
    /** How many alerts the message is about. When many begin or end together, `alert` is the one that affects most. */
    alertCount: z.int().positive().default(1),
    alert: z.object({
      /** The same in all messages about one alert. */
      id: z.string(),
      kind: z.enum(ALERT_KINDS),
      severity: z.enum(['warning', 'critical']),
      title: z.string(),
      detail: z.string(),
      fix: z.string(),
      beganAt: instant,
      endedAt: instant.nullable(),
      endReason: z.enum(ALERT_END_REASONS).nullable(),
      /** Null without PUBLIC_URL. */
      url: z.url().nullable(),
    }),
    affected: z.object({
      count: z.int().nonnegative(),
      /** How many of them are new since the last message. */
      newCount: z.int().nonnegative(),
      /** The first ten. */
      first: z.array(
        z.object({
          trustpoint: z.string(),
          policy: z.string(),
          certificateExpiresAt: instant.nullable(),
          /** When a renewal is tried again by itself. */
          nextTryAt: instant.nullable(),
          url: z.url().nullable(),
        }),
      ),
    }),
    /** When it is told again, if nothing changes. */
    repeatsAt: instant.nullable(),
  })
  .meta({ id: 'AlertNotice' });
export type AlertNotice = z.infer<typeof AlertNotice>;
