import type { Trustpoint } from '@crypto-cmp/api';

import { LifetimeBar } from '../../ui/lifetime-bar.tsx';
import { daysBetween, formatDate, formatDistance, formatShortDate } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import classes from './lifetime-card.module.css';

/** How long the current certificate still serves, and when it is renewed by itself. */
export function LifetimeCard({ trustpoint }: { trustpoint: Trustpoint }) {
  const now = useNow();
  const { certificate, renewal, state } = trustpoint;
  if (certificate === null || state === 'empty') return null;
  const { notBefore, notAfter } = certificate;
  const starts = renewal?.startsAt;
  const at = (instant: string | number) => {
    const begin = Date.parse(notBefore);
    const share = (new Date(instant).getTime() - begin) / Math.max(1, Date.parse(notAfter) - begin);
    return Math.min(100, Math.max(0, share * 100));
  };
  const marks = state === 'expired' ? [] : placeMarks(now, starts, at);
  return (
    <section className={classes.card} aria-label="Lifetime" data-state={state}>
      <p className={classes.words}>
        <strong>{headline(trustpoint, now)}</strong> <span>{describeRenewal(trustpoint)}</span>
      </p>
      <LifetimeBar notBefore={notBefore} notAfter={notAfter} renewalStarts={starts} now={now} state={state} />
      <ul className={classes.marks} data-rows={marks.some(({ row }) => row === 2) ? 2 : undefined}>
        <li>
          {formatDate(notBefore)}
          <small>issued</small>
        </li>
        {marks.map(({ name, instant, words, place, row }) => (
          <li
            key={name}
            className={classes[name]}
            data-row={row}
            data-side={place < SIDE ? 'start' : place > 100 - SIDE ? 'end' : undefined}
            style={{ insetInlineStart: `${place}%` }}
          >
            {formatShortDate(instant, now)}
            <small>{words}</small>
          </li>
        ))}
        <li className={classes.last}>
          {formatDate(notAfter)}
          <small>{state === 'expired' ? 'expired' : 'expires'}</small>
        </li>
      </ul>
    </section>
  );
}

function headline({ certificate, state, revokedAt }: Trustpoint, now: number): string {
  if (certificate === null) return '';
  const distance = formatDistance(certificate.notAfter, now);
  if (state === 'expired') return `Expired ${distance}`;
  if (state === 'revoked') return revokedAt === null ? 'Revoked' : `Revoked on ${formatDate(revokedAt)}`;
  const days = daysBetween(now, certificate.notAfter);
  if (days < 1) return `Expires ${distance}`;
  return `Valid for ${days} more ${days === 1 ? 'day' : 'days'}`;
}

function describeRenewal({ renewal, certificate, state, runningEnrollment, lastFailure }: Trustpoint): string {
  if (runningEnrollment !== null) {
    const what = runningEnrollment.operation === 'renew' ? 'A renewal' : 'An enrollment';
    return `${what} ${runningEnrollment.state === 'queued' ? 'waits in the queue' : 'is running'}.`;
  }
  if (renewal === null || certificate === null || state === 'revoked') return 'It is not renewed by itself.';
  const days = daysBetween(renewal.startsAt, certificate.notAfter);
  // After a failure the next try stands with it, above.
  const next =
    renewal.nextTryAt === null || lastFailure !== null
      ? ''
      : ` Next try ${formatDate(renewal.nextTryAt)}, ${renewal.nextTryAt.slice(11, 16)} UTC.`;
  switch (state) {
    case 'valid':
      return `Renews by itself from ${formatDate(renewal.startsAt)}, ${days === 1 ? '1 day' : `${days} days`} before expiry${
        renewal.leadTimeTooLong
          ? '. The Certificate Renewal Timeout is longer than its life, so two thirds of it count'
          : ''
      }`;
    case 'renewal-due':
      return `Renews by itself.${next}`;
    case 'overdue':
      return `It should have been renewed by now.${next}`;
    default:
      return '';
  }
}

interface Mark {
  readonly name: 'today' | 'starts';
  readonly instant: number;
  readonly words: string;
  /** In percent of the bar. */
  readonly place: number;
  /** The second one lies below the first, for words that would run into others there. */
  readonly row: 1 | 2;
}

/** What stands under the bar between issue and expiry, each at its place; today only where it has room. */
function placeMarks(now: number, starts: string | undefined, at: (instant: number) => number): Mark[] {
  const renewal = starts === undefined ? undefined : placeRenewal(Date.parse(starts), now, at);
  const place = at(now);
  const taken = [0, 100, ...(renewal === undefined ? [] : [renewal.place])];
  const hasRoom = taken.every((other) => Math.abs(place - other) >= ROOM);
  const today: Mark = { name: 'today', instant: now, words: 'today', place, row: 1 };
  // In the order of time: on narrow screens they stand in a row.
  const marks = [...(hasRoom ? [today] : []), ...(renewal === undefined ? [] : [renewal])];
  return marks.toSorted((one, other) => one.instant - other.instant);
}

function placeRenewal(instant: number, now: number, at: (instant: number) => number): Mark {
  const place = at(instant);
  const isAtAnEnd = place < ROOM || place > 100 - ROOM;
  const words = instant > now ? 'renewal starts' : 'renewal started';
  return { name: 'starts', instant, words, place, row: isAtAnEnd ? 2 : 1 };
}

/** The width of a mark's words in percent of the bar, where the screen is wide. */
const ROOM = 10;
/** So near an end, words that stand in the middle of their mark would leave the card. */
const SIDE = 6;
