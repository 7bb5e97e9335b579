/** Times as the console writes them: UTC, 24 hours, English. Input: RFC 3339 text, a Date, or milliseconds. */
export type Instant = string | number | Date;

/** "2 Jan 2027" */
export function formatDate(instant: Instant): string {
  const date = new Date(instant);
  return `${date.getUTCDate()} ${month(date)} ${date.getUTCFullYear()}`;
}

/** "2 Jan", with the year when it is not this one. */
export function formatShortDate(instant: Instant, now: Instant): string {
  const date = new Date(instant);
  const sameYear = date.getUTCFullYear() === new Date(now).getUTCFullYear();
  return sameYear ? `${date.getUTCDate()} ${month(date)}` : formatDate(date);
}

/** "11:52" */
export function formatTime(instant: Instant): string {
  return new Date(instant).toISOString().slice(11, 16);
}

/** "11:52:04" */
export function formatTimeWithSeconds(instant: Instant): string {
  return new Date(instant).toISOString().slice(11, 19);
}

/** "11:51:40.212" */
export function formatTimeWithMilliseconds(instant: Instant): string {
  return new Date(instant).toISOString().slice(11, 23);
}

/** "10 Sep 2026, 04:12" */
export function formatDateTime(instant: Instant): string {
  return `${formatDate(instant)}, ${formatTime(instant)}`;
}

/** "today 11:35", else "20 Nov 11:35", else with the year. */
export function formatRecent(instant: Instant, now: Instant): string {
  const today = formatDate(instant) === formatDate(now);
  return `${today ? 'today' : formatShortDate(instant, now)} ${formatTime(instant)}`;
}

/** "in 40 days", "2 days ago", "in 3 h", "just now": whole units, rounded towards now. */
export function formatDistance(instant: Instant, now: Instant): string {
  const milliseconds = new Date(instant).getTime() - new Date(now).getTime();
  const amount = formatDuration(Math.abs(milliseconds));
  if (amount === undefined) return milliseconds < 0 ? 'just now' : 'now';
  return milliseconds < 0 ? `${amount} ago` : `in ${amount}`;
}

/** "0.9 s", "12 s", "21 min" : how long a step took. */
export function formatElapsed(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return formatDuration(milliseconds) ?? `${Math.floor(seconds)} s`;
}

/** Whole days between two instants, rounded down. */
export function daysBetween(from: Instant, to: Instant): number {
  return Math.floor((new Date(to).getTime() - new Date(from).getTime()) / DAY);
}

function formatDuration(milliseconds: number): string | undefined {
  if (milliseconds >= DAY) return count(Math.floor(milliseconds / DAY), 'day');
  if (milliseconds >= HOUR) return `${Math.floor(milliseconds / HOUR)} h`;
  if (milliseconds >= MINUTE) return `${Math.floor(milliseconds / MINUTE)} min`;
  if (milliseconds >= 1000) return `${Math.floor(milliseconds / 1000)} s`;
  return undefined;
}

function count(amount: number, word: string): string {
  return `${amount} ${word}${amount === 1 ? '' : 's'}`;
}

function month(date: Date): string {
  return MONTHS.slice(date.getUTCMonth() * 3, date.getUTCMonth() * 3 + 3);
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
