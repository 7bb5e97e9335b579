import type { TransferErrorCode } from '@crypto-cmp/cmp';

/** The same bytes at one server, however often. */
export interface Attempt {
  readonly serverIndex: number;
  readonly tries: number;
}

/** What to do about a message that brought no answer. */
export type NextAttempt =
  | { readonly type: 'again'; readonly afterMs: number }
  | { readonly type: 'failover'; readonly serverIndex: number; readonly afterMs: number }
  | { readonly type: 'give-up' };

/**
 * Decides where the same bytes go next, after the last attempt failed.
 *
 * A first request gives up after one round through the servers: somebody waits for it, and nothing is lost. What
 * follows belongs to a certificate that may exist already, so it goes round until the total time ends (the caller's
 * business).
 *
 * @param attempts those of this message so far, the failed one last
 * @param mayGiveUp whether it ends after one round
 * @param askedMs how long the server asks to be left alone (Retry-After)
 */
export function nextAttempt(
  attempts: readonly Attempt[],
  problem: TransferErrorCode,
  serverCount: number,
  mayGiveUp: boolean,
  askedMs = 0,
): NextAttempt {
  const last = attempts.at(-1);
  if (last === undefined) return { type: 'give-up' };
  const soonMs = RETRY_DELAYS_MS[last.tries - 1] ?? LONGEST_RETRY_DELAY_MS;
  // Who asks for more time than we would give is not asked again in this round.
  if (last.tries < TRIES[problem] && askedMs <= LONGEST_RETRY_DELAY_MS) {
    return { type: 'again', afterMs: Math.max(soonMs, askedMs) };
  }

  const other = (last.serverIndex + 1) % serverCount;
  const roundIsOver = attempts.length % serverCount === 0;
  if (!roundIsOver) return { type: 'failover', serverIndex: other, afterMs: 0 };
  if (mayGiveUp) return { type: 'give-up' };

  const rounds = serverCount === 1 ? last.tries - TRIES[problem] : attempts.length / serverCount - 1;
  const roundMs = FIRST_ROUND_DELAY_MS * 2 ** Math.min(rounds, 10);
  const afterMs = Math.min(Math.max(roundMs, askedMs), LONGEST_ROUND_DELAY_MS);
  return other === last.serverIndex ? { type: 'again', afterMs } : { type: 'failover', serverIndex: other, afterMs };
}

/**
 * How often one server is tried before the next one is asked. Three where the server was not reached, so that the wait
 * for a restart is bridged; two where it may have been a hiccup; one where a second try would say the same, or cost
 * the whole time limit again.
 */
const TRIES: Record<TransferErrorCode, number> = {
  'host-not-found': 2,
  'connection-refused': 3,
  'host-unreachable': 3,
  'connection-timed-out': 1,
  'connection-reset': 3,
  'tls-failed': 1,
  'tls-not-trusted': 1,
  'answer-timed-out': 1,
  'answer-truncated': 2,
  'answer-too-large': 1,
  'answer-empty': 2,
  'http-status': 2,
  'http-redirect': 1,
  'wrong-content-type': 1,
  'answer-not-http': 1,
  'transfer-failed': 2,
  'transfer-canceled': 1,
};

/** Before the second and the third try: three tries in five seconds. */
const RETRY_DELAYS_MS = [1000, 4000];
const LONGEST_RETRY_DELAY_MS = 4000;
const FIRST_ROUND_DELAY_MS = 5000;
const LONGEST_ROUND_DELAY_MS = 60_000;
