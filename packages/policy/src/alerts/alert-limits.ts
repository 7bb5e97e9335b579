import type { Limit } from '../limits.ts';

/** The limits of alert rules and channels. Lengths count code points, both ends included. */
export const ALERT_LIMITS = {
  expiringDays: { min: 1, max: 365 },
  downMinutes: { min: 1, max: 1440 },
  /** At most twice an hour, at least every fourth week. */
  repeatMinutes: { min: 30, max: 40_320 },
  repeatTimes: { min: 1, max: 100 },
  channelName: { min: 1, max: 64 },
  smtpUser: { min: 0, max: 256 },
  address: { min: 1, max: 254 },
  recipients: { min: 1, max: 50 },
  url: { min: 1, max: 2048 },
  /** The hash is not stronger than its key. */
  webhookSecret: { min: 16, max: 256 },
  trustAnchors: { min: 0, max: 8 },
  channels: { min: 0, max: 100 },
} as const satisfies Record<string, Limit>;
