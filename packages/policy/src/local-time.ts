import { zonedClock } from './time-zone.ts';

/** What the clocks of a zone show, as if it were UTC: milliseconds since 1970, without a fraction of a second. */
export type LocalTime = number;

/** @throws {RangeError} when there is no such zone */
export function toLocalTime(timeZone: string, instant: number): LocalTime {
  const parts: Record<string, number> = {};
  for (const { type, value } of zonedClock(timeZone).formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * The instant at which the clocks of a zone show a time. A time that they show twice, when they are put back, is its first
 * instant. A time that they skip, when they are put forward, is the instant of that change.
 */
export function toInstant(timeZone: string, local: LocalTime): number {
  const offsetAt = (instant: number) => toLocalTime(timeZone, instant) - instant;
  const [before, after] = [offsetAt(local - DAY), offsetAt(local + DAY)];
  // The larger offset gives the earlier instant.
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    if (offsetAt(local - offset) === offset) return local - offset;
  }
  // Between these two the clocks jump over it.
  let [early, late] = [local - after, local - before];
  while (late - early > 1000) {
    const middle = early + Math.floor((late - early) / 2000) * 1000;
    if (offsetAt(middle) === before) early = middle;
    else late = middle;
  }
  return late;
}

const DAY = 86_400_000;
