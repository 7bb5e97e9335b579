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
  const between = state === 'expired' ? [] : marksBetween(now, starts, at);
  return (
    <section className={classes.card} aria-label="Lifetime" data-state={state}>
      <p className={classes.words}>
        <strong>{headline(trustpoint, now)}</strong> <span>{describeRenewal(trustpoint)}</span>
      </p>
      <LifetimeBar notBefore={notBefore} notAfter={notAfter} renewalStarts={starts} now={now} state={state} />
      <ul className={classes.marks} data-crowded={isCrowded(between.map(({ instant }) => at(instant))) || undefined}>
        <li>
          {formatDate(notBefore)}
          <small>issued</small>
        </li>
        {between.map(({ name, instant, words }) => (
          <li key={name} className={classes[name]} style={{ insetInlineStart: `${at(instant)}%` }}>
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
  if (runningEnrollment !== null) return 'A new certificate is on its way.';
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
      return lastFailure === null ? '' : `${lastFailure.title}.`;
  }
}

/** What stands under the bar between issue and expiry, in order; today only where it has room beside the others. */
function marksBetween(now: number, starts: string | undefined, at: (instant: number) => number) {
  const today = { name: 'today', instant: now, words: 'today' } as const;
  if (starts === undefined) return isCrowded([at(now)]) ? [] : [today];
  const ahead = Date.parse(starts) > now;
  const renewal = {
    name: 'starts',
    instant: Date.parse(starts),
    words: ahead ? 'renewal starts' : 'renewal started',
  } as const;
  const both = ahead ? [today, renewal] : [renewal, today];
  return isCrowded(both.map(({ instant }) => at(instant))) ? [renewal] : both;
}

/** Whether the words under the bar would run into each other; they then stand in a row instead. */
function isCrowded(places: readonly number[]): boolean {
  return [...places, 100].some((place, index) => place - (index === 0 ? 0 : (places[index - 1] ?? 0)) < 10);
}
