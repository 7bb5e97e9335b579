import { toInstant, toLocalTime } from './local-time.ts';
import { type RenewalWindow, type Weekday, WEEKDAYS } from './renewal-window.ts';

/** One time for which a renewal window is open, in milliseconds since 1970; `to` is no part of it. */
export interface Opening {
  readonly from: number;
  readonly to: number;
}

/**
 * The opening that is under way at an instant, or else the next one. Openings that touch are one.
 *
 * Its times are those that clocks show, so an opening is an hour shorter or longer where the clocks change within it. Of
 * an opening that begins or ends in a skipped hour the part counts that is on the clock; one that lies in it whole opens
 * at the change, for as long as it is on other days.
 */
export function nextOpening(window: RenewalWindow, at: number): Opening {
  const today = startOfDay(toLocalTime(window.timeZone, at));
  let found: Opening | undefined;
  // From a week before, for openings that touch since then; a week later the same weekday has come again.
  for (let day = -8; day <= 8; day++) {
    const opening = openingOn(window, today + day * DAY);
    if (opening === undefined) continue;
    if (found !== undefined && opening.from <= found.to) found = { from: found.from, to: opening.to };
    else if (found === undefined || found.to <= at) found = opening;
    else break;
  }
  if (found === undefined) throw new RangeError('expected a window with a day');
  return found;
}

/** The longest time in an ordinary week for which a window stays shut. */
export function longestClosedMs({ days, from, to }: RenewalWindow): number {
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  const length = end > begin ? end - begin : end - begin + DAY_MINUTES;
  const starts = days.map((day) => WEEKDAYS.indexOf(day)).toSorted((a, b) => a - b);
  const gaps = starts.map((start, index) => {
    const next = starts[index + 1] ?? (starts[0] ?? 0) + WEEKDAYS.length;
    return (next - start) * DAY_MINUTES - length;
  });
  return Math.max(0, ...gaps) * MINUTE;
}

/** The opening that begins on a day, given as the midnight its clocks show; none where that is no day of the window. */
function openingOn({ days, from, to, timeZone }: RenewalWindow, midnight: number): Opening | undefined {
  if (!days.includes(weekdayOf(midnight))) return undefined;
  const [begin, sameDayEnd] = [minutesOf(from), minutesOf(to)];
  const end = sameDayEnd > begin ? sameDayEnd : sameDayEnd + DAY_MINUTES;
  const opensAt = toInstant(timeZone, midnight + begin * MINUTE);
  const closesAt = toInstant(timeZone, midnight + end * MINUTE);
  return { from: opensAt, to: closesAt > opensAt ? closesAt : opensAt + (end - begin) * MINUTE };
}

function weekdayOf(midnight: number): Weekday {
  // 1 January 1970 was a Thursday.
  const index = (((midnight / DAY + 3) % 7) + 7) % 7;
  return WEEKDAYS[index] ?? 'monday';
}

function startOfDay(local: number): number {
  return Math.floor(local / DAY) * DAY;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

const MINUTE = 60_000;
const DAY_MINUTES = 1440;
const DAY = DAY_MINUTES * MINUTE;
