import { computeLifetime, type ValidityPeriod } from './lifetime.ts';

export const TRUSTPOINT_STATES = ['empty', 'valid', 'renewal-due', 'overdue', 'expired', 'revoked'] as const;
export type TrustpointState = (typeof TRUSTPOINT_STATES)[number];

export interface TrustpointFacts {
  /** The current certificate; none before the first enrollment. */
  readonly certificate?: ValidityPeriod | undefined;
  readonly revokedAt?: Date | undefined;
  readonly now: Date;
  /** The policy's Certificate Renewal Timeout. */
  readonly leadDays: number;
}

/**
 * The state of a trustpoint, from the clock, on every read:
 *
 * - `empty`: no certificate yet
 * - `expired`: past notAfter; beats all others
 * - `revoked`
 * - `overdue`: more than half of the renewal window is over and the certificate is still the old one, so renewing by
 *   itself has not worked
 * - `renewal-due`: in the renewal window; it renews by itself
 * - `valid`
 *
 * A failed renewal does not change the state by itself: it stands beside it (see {@link needsYou}).
 */
export function trustpointState({ certificate, revokedAt, now, leadDays }: TrustpointFacts): TrustpointState {
  if (certificate === undefined) return 'empty';
  const { renewalStartsAt, overdueAt, expiresAt } = computeLifetime(certificate, leadDays);
  // notAfter itself is still within the validity (RFC 5280, section 4.1.2.5).
  if (now > expiresAt) return 'expired';
  if (revokedAt !== undefined) return 'revoked';
  if (now >= overdueAt) return 'overdue';
  return now >= renewalStartsAt ? 'renewal-due' : 'valid';
}

/** What is known of the last enrollment, where it failed. */
export interface LastFailureFacts {
  /** Whether trying again, with nothing changed, may end better. */
  readonly retryCanCure: boolean;
  /** Whether it is tried again by itself. Nothing retries what holds no certificate to renew. */
  readonly isRetried: boolean;
}

/** Whether a person must act: expired, overdue, or a last failure that no retry can cure, or that nothing retries. */
export function needsYou(state: TrustpointState, lastFailure?: LastFailureFacts): boolean {
  if (state === 'expired' || state === 'overdue') return true;
  return lastFailure !== undefined && !(lastFailure.retryCanCure && lastFailure.isRetried);
}
