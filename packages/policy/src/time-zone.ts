/**
 * Whether a text names a time zone of the IANA database, as far as this machine's copy knows. An offset such as `+01:00`
 * names none: it has no summer time, which whoever writes it rarely means.
 */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    zonedClock(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Making one takes a thousand times longer than asking it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** @throws {RangeError} when there is no such zone */
export function zonedClock(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    // The names come from outside: what is kept of them is bounded.
    if (clocks.size >= MOST_CLOCKS) clocks.clear();
    clocks.set(timeZone, clock);
  }
  return clock;
}

const MOST_CLOCKS = 64;
