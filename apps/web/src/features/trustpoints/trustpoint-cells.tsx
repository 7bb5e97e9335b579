import type { TrustpointSummary } from '@crypto-cmp/api';
import { Link } from '@tanstack/react-router';

import { LifetimeBar } from '../../ui/lifetime-bar.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Nothing } from '../../ui/table.tsx';
import { formatDate, formatDistance, formatRecent, formatTime } from '../../ui/time.ts';
import classes from './trustpoints-page.module.css';

interface CellProps {
  trustpoint: TrustpointSummary;
}

export function TrustpointName({ trustpoint: { id, name } }: CellProps) {
  return (
    <Link
      to="/trustpoints/$trustpointId"
      params={{ trustpointId: id }}
      className={`ellipsis ${classes.name}`}
      title={name}
      data-row-link
    >
      {name}
    </Link>
  );
}

/** A running enrollment is the news; it leads to its page. */
export function TrustpointStateCell({ trustpoint: { state, runningEnrollment: running, name } }: CellProps) {
  if (running === null) return <StateMark state={state} />;
  return (
    <Link
      to="/enrollments/$enrollmentId"
      params={{ enrollmentId: running.id }}
      className={classes.running ?? ''}
      aria-label={`${name}: enrollment ${running.state}`}
    >
      <StateMark state={running.state} />
    </Link>
  );
}

/** The date with its distance and the bar; for what has no certificate in use, the words for that. */
export function ValidUntil({ trustpoint, now }: CellProps & { now: number }) {
  const { certificate, state, runningEnrollment: running, revokedAt, renewal } = trustpoint;
  if (certificate === null || state === 'empty') {
    return (
      <span className={classes.absent}>{running === null ? 'no certificate yet' : 'First enrollment, running'}</span>
    );
  }
  if (state === 'revoked') {
    return (
      <span className={classes.absent}>{revokedAt === null ? 'revoked' : `revoked on ${formatDate(revokedAt)}`}</span>
    );
  }
  return (
    <>
      <div className={classes.until}>
        <span>{formatDate(certificate.notAfter)}</span>
        <span data-state={state}>{formatDistance(certificate.notAfter, now)}</span>
      </div>
      <LifetimeBar
        notBefore={certificate.notBefore}
        notAfter={certificate.notAfter}
        renewalStarts={renewal?.startsAt}
        now={now}
        state={state}
      />
      {running !== null && (
        <div className={classes.aside}>
          {running.operation === 'renew' ? 'Renewing' : 'Enrolling'}
          {running.nextStepAt !== null && `, asks again at ${formatTime(running.nextStepAt)}`}
        </div>
      )}
    </>
  );
}

export function LastFailureCell({ trustpoint: { lastFailure: failure }, now }: CellProps & { now: number }) {
  if (failure === null) return <Nothing />;
  const next =
    failure.nextTryAt === null ? '' : `, next try ${formatRecent(failure.nextTryAt, now).replace('today ', '')}`;
  return (
    <>
      <Link
        to="/enrollments/$enrollmentId"
        params={{ enrollmentId: failure.enrollmentId }}
        className={classes.failure ?? ''}
      >
        {failure.title}
      </Link>
      <div className={classes.when}>
        {formatRecent(failure.at, now)}
        {next}
      </div>
    </>
  );
}
