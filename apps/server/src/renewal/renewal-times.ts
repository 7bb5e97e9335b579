/**
 * When a new certificate's renewal is tried first: inside the first quarter of the time until it is overdue, at most a
 * day after the window opens. Certificates that were issued together are thus not renewed together. The place within
 * that span is the trustpoint's own, so that looking again never moves it.
 *
 * @returns milliseconds since 1970
 */
export function firstRenewalAt(trustpointId: string, renewFrom: number, overdueFrom: number): number {
  const span = Math.min((overdueFrom - renewFrom) / 4, DAY_MS);
  return renewFrom + Math.floor(span * stableFraction(trustpointId));
}

/**
 * When a failed renewal is tried again by itself: soon, then ever later. Where a person must act, once a day all the
 * same, since it may be the CA's operators who do.
 *
 * @param failures how many in a row, this one included
 * @returns milliseconds since 1970
 */
export function nextRenewalAt(trustpointId: string, failures: number, retryCanCure: boolean, now: number): number {
  const delay = retryCanCure ? (RETRY_DELAYS_MS[failures - 1] ?? LONGEST_DELAY_MS) : DAY_MS;
  // Up to a quarter later, so that those who failed together do not come back together.
  return now + Math.floor(delay * (1 + stableFraction(`${trustpointId} ${failures}`) / 4));
}

/** The same number from 0 to 1 for the same text (FNV-1a). It spreads load and protects nothing. */
function stableFraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  // The last round mixes the high bits, which FNV leaves alike for texts that differ only at their end.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 0x1_0000_0000;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const RETRY_DELAYS_MS = [5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS];
const LONGEST_DELAY_MS = 4 * HOUR_MS;
