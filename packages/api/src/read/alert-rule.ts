import { z } from 'zod';
import { Instant } from './instant.ts';

const shared = {
  enabled: z.boolean(),
  /** Beside the bell, which shows every alert of a rule that is on. */
  channels: z.discriminatedUnion('mode', [
    z.object({ mode: z.literal('all') }),
    z.object({ mode: z.literal('chosen'), channelIds: z.array(z.string()) }),
  ]),
  repeat: z.object({ everyMinutes: z.int(), times: z.int() }).nullable(),
  notifyEnd: z.boolean(),
  /** Null while it is as it came. */
  updatedAt: Instant.nullable(),
};

const withDays = { days: z.int(), ...shared };

/** A rule as it holds now. Without `updatedAt` it is what PUT takes back. */
export const AlertRule = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('enrollment-failed'), ...shared }),
    z.object({ kind: z.literal('renewal-overdue'), ...shared }),
    z.object({ kind: z.literal('certificate-expiring'), ...withDays }),
    z.object({ kind: z.literal('certificate-expired'), ...shared }),
    z.object({ kind: z.literal('ca-server-down'), minutes: z.int(), ...shared }),
    z.object({ kind: z.literal('ca-certificate-expiring'), ...withDays }),
  ])
  .meta({ id: 'AlertRule' });
export type AlertRule = z.infer<typeof AlertRule>;

/** All of them, one of each kind. */
export const AlertRules = z
  .object({
    items: z.array(AlertRule),
    /** Where links in messages lead; null when PUBLIC_URL is not set, and messages have none. */
    publicUrl: z.string().nullable(),
  })
  .meta({ id: 'AlertRules' });
export type AlertRules = z.infer<typeof AlertRules>;
