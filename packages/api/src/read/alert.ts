import { ALERT_KINDS, TRANSPORTS } from '@crypto-cmp/policy';
import { z } from 'zod';
import { Identifier } from './identifier.ts';
import { Instant } from './instant.ts';
import { Reference } from './reference.ts';

export const ALERT_STATES = ['open', 'ended'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** Why an alert is over. `cured`: the cause is gone. `replaced`: it went on as another alert, which says so itself. */
export const ALERT_END_REASONS = ['cured', 'replaced', 'removed', 'revoked', 'rule-off'] as const;

/** What several alerts of one cause have in common; it is told once for all it affects. */
export const AlertSubject = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('server'), transport: z.enum(TRANSPORTS), host: z.string(), port: z.int() }),
    z.object({ type: z.literal('policy'), policy: Reference }),
    /** Names of certificates are RFC 4514 text, the CA's: show as text. */
    z.object({ type: z.literal('ca-certificate'), subject: z.string(), sha256: z.string(), notAfter: Instant }),
  ])
  .meta({ id: 'AlertSubject' });

/** One trustpoint that an alert is about. */
export const AffectedTrustpoint = z
  .object({
    trustpoint: Reference,
    policy: Reference,
    /** The enrollment that failed. */
    enrollmentId: Identifier.nullable(),
    since: Instant,
    /** Null while it still holds. */
    endedAt: Instant.nullable(),
  })
  .meta({ id: 'AffectedTrustpoint' });

/** Something that needs a person, from its beginning to its end. */
export const Alert = z
  .object({
    id: Identifier,
    kind: z.enum(ALERT_KINDS),
    state: z.enum(ALERT_STATES),
    /** `critical`: something has stopped working. */
    severity: z.enum(['warning', 'critical']),
    /** The news, in one line. May quote names of a CA: show as text. */
    title: z.string(),
    /** What happened, in at most two sentences. */
    detail: z.string(),
    /** What to do about it. */
    fix: z.string(),
    subject: AlertSubject,
    affected: z.object({
      /** How many trustpoints now; of a CA server or CA certificate, how many depend on it. */
      count: z.int().nonnegative(),
      /** The first ones: 5 in a list, 200 of one alert. Empty for `ca-server-down` and `ca-certificate-expiring`. */
      first: z.array(AffectedTrustpoint),
    }),
    beganAt: Instant,
    endedAt: Instant.nullable(),
    endReason: z.enum(ALERT_END_REASONS).nullable(),
    /** Somebody has taken note: no more repeats, and not counted as unread. */
    acknowledgedAt: Instant.nullable(),
    timesNotified: z.int().nonnegative(),
    lastNotifiedAt: Instant.nullable(),
    nextNotificationAt: Instant.nullable(),
  })
  .meta({ id: 'Alert' });
export type Alert = z.infer<typeof Alert>;

/** For the bell. `unread`: open, and nobody has acknowledged it. */
export const AlertCounts = z
  .object({ open: z.int().nonnegative(), unread: z.int().nonnegative() })
  .meta({ id: 'AlertCounts' });
export type AlertCounts = z.infer<typeof AlertCounts>;
