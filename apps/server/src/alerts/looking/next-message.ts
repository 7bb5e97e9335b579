import type { AlertMessageEvent, AlertRule } from '@crypto-cmp/api';

/** What the next message of an alert depends on. */
export interface AlertProgress {
  readonly beganAt: number;
  readonly lastJoinedAt: number;
  readonly endedAt: number | null;
  readonly endReason: string | null;
  readonly endTold: number;
  readonly reopened: number;
  readonly acknowledgedAt: number | null;
  readonly timesNotified: number;
  readonly timesRepeated: number;
  readonly lastNotifiedAt: number | null;
}

/** What holds around it. */
export interface AlertSurroundings {
  /** Whether it has members that no message has counted. */
  readonly hasNews: boolean;
  /** Whether more of its kind may follow within seconds: other enrollments are under way at the same server. */
  readonly mayGrow: boolean;
}

export interface NextMessage {
  readonly event: Exclude<AlertMessageEvent, 'test'>;
  readonly at: number;
}

/**
 * When an alert is told next, and what of it. Undefined: nothing more is to be said, unless something changes.
 *
 * @returns a time that may lie in the past: then it is due
 */
export function nextMessage(
  alert: AlertProgress,
  rule: Pick<AlertRule, 'repeat' | 'notifyEnd'>,
  { hasNews, mayGrow }: AlertSurroundings,
): NextMessage | undefined {
  if (alert.endedAt !== null) return endMessage(alert, rule, alert.endedAt);
  const { lastNotifiedAt, timesNotified } = alert;
  if (lastNotifiedAt === null) return { event: 'began', at: firstMessageAt(alert, mayGrow) };
  // Back after its end was told.
  if (alert.endTold === 1) return { event: 'began', at: lastNotifiedAt + CALM_MS };
  if (hasNews) return { event: 'grew', at: lastNotifiedAt + growthDelay(timesNotified) };
  if (alert.acknowledgedAt !== null || rule.repeat === null) return undefined;
  if (alert.timesRepeated >= rule.repeat.times) return undefined;
  return { event: 'repeated', at: lastNotifiedAt + rule.repeat.everyMinutes * MINUTE_MS };
}

/** How long after its end an alert that comes back is the same one. */
export const FLAPPING_MS = 3_600_000;

/** How long a first message waits for others to join its alert. */
export const COLLECTING_MS = 30_000;

/** Only who has heard of the beginning hears of the end; and what flaps is over only when it has been calm for a while. */
function endMessage(
  { timesNotified, endTold, endReason, reopened }: AlertProgress,
  { notifyEnd }: Pick<AlertRule, 'notifyEnd'>,
  endedAt: number,
): NextMessage | undefined {
  if (!notifyEnd || timesNotified === 0 || endTold === 1) return undefined;
  if (endReason === 'replaced' || endReason === 'rule-off') return undefined;
  return { event: 'ended', at: reopened > 0 ? endedAt + CALM_MS : endedAt };
}

/** One dead CA fails its enrollments one by one, within minutes: they are waited for, so that they make one message. */
function firstMessageAt({ beganAt, lastJoinedAt }: AlertProgress, mayGrow: boolean): number {
  if (!mayGrow) return lastJoinedAt;
  return Math.min(lastJoinedAt + COLLECTING_MS, beganAt + LONGEST_COLLECTING_MS);
}

/** The longer it grows, the rarer it is told: after 15 min, half an hour, an hour, then every four hours. */
function growthDelay(timesNotified: number): number {
  return Math.min(FIRST_GROWTH_MS * 2 ** Math.max(0, timesNotified - 1), LONGEST_GROWTH_MS);
}

const MINUTE_MS = 60_000;
const LONGEST_COLLECTING_MS = 3 * MINUTE_MS;
const CALM_MS = 30 * MINUTE_MS;
const FIRST_GROWTH_MS = 15 * MINUTE_MS;
const LONGEST_GROWTH_MS = 240 * MINUTE_MS;
