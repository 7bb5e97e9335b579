/**
 * When a message that did not arrive is tried again; undefined when it has failed for good, about a day after it was
 * written. What failed together does not come back together.
 *
 * @param tries how many there were, the failed one included
 * @param random from 0 up to 1
 */
export function nextDeliveryTryAt(tries: number, now: number, random: number): number | undefined {
  const delay = DELAYS_MS[tries - 1];
  return delay === undefined ? undefined : now + Math.floor(delay * (1 + random / 4));
}

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DELAYS_MS = [
  15 * SECOND_MS,
  MINUTE_MS,
  3 * MINUTE_MS,
  10 * MINUTE_MS,
  20 * MINUTE_MS,
  40 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  6 * HOUR_MS,
  8 * HOUR_MS,
];
