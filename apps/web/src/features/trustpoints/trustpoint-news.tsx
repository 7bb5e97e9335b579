import type { Trustpoint } from '@crypto-cmp/api';
import { IconAlertTriangle, IconArrowRight, IconClockPause, IconInfoCircle } from '@tabler/icons-react';

import { LinkButton } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { formatRecent, formatTime, formatTimeWithSeconds } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import classes from './trustpoint-news.module.css';

/** What goes on or went wrong, above all else; nothing when there is no news. */
export function TrustpointNews({ trustpoint }: { trustpoint: Trustpoint }) {
  const now = useNow();
  const { runningEnrollment: running, lastFailure, state, secret, needsYou } = trustpoint;
  if (running !== null) {
    const isQueued = running.state === 'queued';
    return (
      <div className={classes.news} role="status">
        {isQueued ? <IconClockPause size={18} stroke={1.75} aria-hidden /> : <Spinner />}
        <p>
          <b>
            {running.operation === 'renew' ? 'A renewal' : 'An enrollment'}{' '}
            {isQueued ? 'waits in the queue' : 'is running'}
          </b>
          , started at {formatTimeWithSeconds(running.startedAt)} UTC
          {running.nextStepAt !== null &&
            `. The CA asked for time; it is asked again at ${formatTime(running.nextStepAt)}`}
          .
          {lastFailure !== null &&
            ` The one before failed ${formatRecent(lastFailure.at, now)} UTC: ${lastFailure.title}.`}
        </p>
      </div>
    );
  }
  if (lastFailure !== null) {
    const { operation, at, title, nextTryAt, enrollmentId } = lastFailure;
    const Icon = needsYou ? IconAlertTriangle : IconInfoCircle;
    return (
      <div className={classes.news} data-tone={needsYou ? 'warn' : undefined}>
        <Icon size={18} stroke={1.75} aria-hidden />
        <p>
          <b>{title}.</b> The last {operation === 'renew' ? 'renewal' : 'enrollment'} failed {formatRecent(at, now)}{' '}
          UTC.{' '}
          {nextTryAt === null
            ? 'It is not tried again by itself.'
            : `It is tried again by itself ${formatRecent(nextTryAt, now)} UTC.`}
        </p>
        <LinkButton
          size="small"
          to="/enrollments/$enrollmentId"
          params={{ enrollmentId }}
          iconAfter={<IconArrowRight size={14} stroke={1.75} aria-hidden />}
        >
          See failure
        </LinkButton>
      </div>
    );
  }
  if (state === 'empty') {
    return (
      <div className={classes.news}>
        <IconInfoCircle size={18} stroke={1.75} aria-hidden />
        <p>
          <b>It holds no certificate yet.</b>{' '}
          {secret.isSet
            ? 'Enroll asks the CA for one, with the names below.'
            : 'No Secret is set, and the first enrollment needs one: set it in the policy.'}
        </p>
      </div>
    );
  }
  return null;
}
