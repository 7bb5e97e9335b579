import { longestClosedMs, nextOpening, type RenewalWindow } from '@crypto-cmp/policy';

/** "Opens next Sat 28 Nov, 22:00 CET (21:00 UTC), for 6 h" */
export function describeNextOpening(window: RenewalWindow, now: number): string {
  const { from, to } = nextOpening(window, now);
  if (to - now > 7 * DAY) return 'Open at any time';
  if (from <= now) return `Open now, until ${formatZoned(to, window.timeZone)}`;
  return `Opens next ${formatZoned(from, window.timeZone)}, for ${formatLength(to - from)}`;
}

/** The rule by which a renewal does not wait. */
export function describeWait(leadDays: number): string {
  const half = leadDays > 0 ? ` (${formatLength((leadDays * DAY) / 2)})` : '';
  return `A renewal waits for the window as long as it opens before half of the lead time${half} is over. After that, and once a certificate has expired, it does not wait.`;
}

/** Warns of a window that stays shut for longer than a renewal may wait. */
export function findTooRare(window: RenewalWindow, leadDays: number): string | undefined {
  const closed = longestClosedMs(window);
  if (!(leadDays > 0) || closed <= (leadDays * DAY) / 2) return undefined;
  const enough = Math.ceil((closed * 2) / DAY);
  return `The window is shut for up to ${formatLength(closed)}, so some renewals will not wait for it. With a lead time of ${enough} days or more all can.`;
}

/** "Sat 28 Nov, 22:00 CET (21:00 UTC)" */
function formatZoned(instant: number, timeZone: string): string {
  const part = (options: Intl.DateTimeFormatOptions, zone: string) =>
    new Intl.DateTimeFormat('en-GB', { hourCycle: 'h23', ...options, timeZone: zone }).format(instant);
  const day = part({ weekday: 'short', day: 'numeric', month: 'short' }, timeZone).replace(',', '');
  const local = part(TIME, timeZone);
  const isOtherDay = part({ day: 'numeric' }, timeZone) !== part({ day: 'numeric' }, 'UTC');
  const utc = `${isOtherDay ? `${part({ weekday: 'short' }, 'UTC')} ` : ''}${part(TIME, 'UTC')}`;
  const name = zoneName(instant, timeZone);
  return name === 'UTC' ? `${day}, ${local} UTC` : `${day}, ${local} ${name} (${utc} UTC)`;
}

/** "CET" and "EST" are each known to one sort of English alone. */
function zoneName(instant: number, timeZone: string): string {
  const names = ['en-GB', 'en-US', 'en-AU'].map(
    (language) =>
      new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'short' })
        .formatToParts(instant)
        .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone,
  );
  return names.find((name) => !name.startsWith('GMT')) ?? names[0] ?? timeZone;
}

/** "6 h", "2 days 3 h", "45 min" */
function formatLength(milliseconds: number): string {
  const minutes = Math.round(milliseconds / MINUTE);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const words = [
    days === 0 ? '' : days === 1 ? '1 day' : `${days} days`,
    hours === 0 ? '' : `${hours} h`,
    rest === 0 ? '' : `${rest} min`,
  ];
  return words.filter((word) => word !== '').join(' ');
}

const TIME = { hour: '2-digit', minute: '2-digit' } as const;
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
