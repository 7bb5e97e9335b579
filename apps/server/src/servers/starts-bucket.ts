/**
 * A token bucket of starts. It is held as the one time at which it would be full again, which needs no writing while it
 * fills.
 *
 * A tenth of a minute's starts may come at once, and the rest trickles in, so that no minute sees more than it may.
 *
 * @returns how many may begin now
 */
export function startsLeft(fullAt: number, startsPerMinute: number, now: number): number {
  const { size, intervalMs } = measures(startsPerMinute);
  const missing = Math.ceil(Math.max(0, sane(fullAt, startsPerMinute, now) - now) / intervalMs - ROUNDING);
  return Math.max(0, size - missing);
}

/** When the bucket is full again after some were taken. */
export function takeStarts(fullAt: number, startsPerMinute: number, now: number, taken: number): number {
  const { intervalMs } = measures(startsPerMinute);
  return Math.ceil(Math.max(sane(fullAt, startsPerMinute, now), now) + taken * intervalMs);
}

/** When the next one may begin, if none may now. */
export function nextStartAt(fullAt: number, startsPerMinute: number, now: number): number {
  const { size, intervalMs } = measures(startsPerMinute);
  return Math.max(now, Math.ceil(sane(fullAt, startsPerMinute, now) - (size - 1) * intervalMs));
}

function measures(startsPerMinute: number) {
  const size = Math.max(1, Math.floor(startsPerMinute / 10));
  return { size, intervalMs: MINUTE_MS / Math.max(1, startsPerMinute - size) };
}

/** A clock that was set back, or a limit that was raised, must not keep the bucket empty for longer than it takes to fill. */
function sane(fullAt: number, startsPerMinute: number, now: number): number {
  const { size, intervalMs } = measures(startsPerMinute);
  return Math.min(fullAt, Math.ceil(now + size * intervalMs));
}

const MINUTE_MS = 60_000;
/** What a division of fractions may be off by. */
const ROUNDING = 1e-9;
