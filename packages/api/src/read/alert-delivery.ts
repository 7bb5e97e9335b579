import { ALERT_CHANNEL_TYPES, ALERT_KINDS } from '@crypto-cmp/policy';
import { z } from 'zod';
import { Identifier } from './identifier.ts';
import { Instant } from './instant.ts';

/** Why a message did not arrive, from the nearest layer to the farthest. */
export const ALERT_DELIVERY_PROBLEM_CODES = [
  'host-not-found',
  'connection-refused',
  'host-unreachable',
  'connection-timed-out',
  'connection-closed',
  'starttls-not-offered',
  'tls-failed',
  'tls-not-trusted',
  'answer-timed-out',
  'authentication-failed',
  'sender-refused',
  'recipient-refused',
  'message-refused',
  'http-redirect',
  'http-status',
  'unexpected-answer',
  'channel-not-usable',
  'console-failed',
] as const;
export type AlertDeliveryProblemCode = (typeof ALERT_DELIVERY_PROBLEM_CODES)[number];

/** What went wrong, in words. */
export const AlertDeliveryProblem = z
  .object({
    code: z.enum(ALERT_DELIVERY_PROBLEM_CODES),
    /** One sentence: the headline, such as `mail.example.net:587 refused the connection.` */
    cause: z.string(),
    fix: z.string(),
    /** The server's own words, shortened. Untrusted text. */
    answer: z.string().nullable(),
  })
  .meta({ id: 'AlertDeliveryProblem' });
export type AlertDeliveryProblem = z.infer<typeof AlertDeliveryProblem>;

export const ALERT_DELIVERY_STATES = ['pending', 'delivered', 'failed', 'dropped'] as const;
export type AlertDeliveryState = (typeof ALERT_DELIVERY_STATES)[number];

/** `grew`: more is affected than the message before has said. */
export const ALERT_MESSAGE_EVENTS = ['began', 'grew', 'repeated', 'ended', 'test'] as const;
export type AlertMessageEvent = (typeof ALERT_MESSAGE_EVENTS)[number];

/** One message on its way to one channel. */
export const AlertDelivery = z
  .object({
    /** Also its Message-ID before the @, and its webhook-id: the same for every try, so that doubles can be told. */
    id: Identifier,
    alertId: Identifier,
    kind: z.enum(ALERT_KINDS),
    event: z.enum(ALERT_MESSAGE_EVENTS),
    /** The subject line. */
    subject: z.string(),
    channel: z.object({ id: Identifier, name: z.string(), type: z.enum(ALERT_CHANNEL_TYPES) }),
    /** `dropped`: the channel was deleted or switched off before it arrived. */
    state: z.enum(ALERT_DELIVERY_STATES),
    createdAt: Instant,
    tries: z.int().nonnegative(),
    lastTryAt: Instant.nullable(),
    nextTryAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    /** Of the last try. */
    problem: AlertDeliveryProblem.nullable(),
  })
  .meta({ id: 'AlertDelivery' });
export type AlertDelivery = z.infer<typeof AlertDelivery>;
