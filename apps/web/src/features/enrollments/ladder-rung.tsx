import { IconArrowsSplit2, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

import { capitalize } from '../../ui/capitalize.ts';
import { countFailed, describeChecks } from '../../ui/check-list.tsx';
import { formatHost } from '../../ui/host.ts';
import { formatCount } from '../../ui/pager.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { formatDistance, formatElapsed, formatTimeWithMilliseconds, formatTimeWithSeconds } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { FallbackRung } from './fallback-rung.tsx';
import classes from './ladder.module.css';
import { describeLoss, describeTries, nameBody, nameRole, type Rung } from './ladder-rungs.ts';
import { ServerHead } from './server-head.tsx';

export function LadderRung({ rung, enrollmentId }: { rung: Rung; enrollmentId: string }) {
  switch (rung.kind) {
    case 'message':
      return <MessageRung rung={rung} enrollmentId={enrollmentId} />;
    case 'failover':
      return <FailoverRung rung={rung} />;
    case 'fallback':
      return <FallbackRung rung={rung} />;
    case 'awaited':
      return <AwaitedRung rung={rung} />;
    case 'waiting':
      return <WaitingRung rung={rung} />;
  }
}

type RungOf<K extends Rung['kind']> = Extract<Rung, { kind: K }>;

function MessageRung({ rung, enrollmentId }: { rung: RungOf<'message'>; enrollmentId: string }) {
  const { message, outcome, lane } = rung;
  return (
    <li className={classes.rung} data-outcome={outcome} data-lane={lane} data-direction={message.direction}>
      <span className={classes.time}>{formatTimeWithMilliseconds(message.at)}</span>
      <span className={classes.words}>
        <span>
          <code>{nameBody(message.bodyType)}</code> {message.summary}
        </span>
        <span className={classes.octets}>{formatCount(message.octets)} octets</span>
      </span>
      <Arrow />
      {message.problem !== null && <span className={classes.problem}>{describeTries(message)}</span>}
      <span className={classes.verdict}>
        <Link
          to="/enrollments/$enrollmentId/messages/$number"
          params={{ enrollmentId, number: String(message.n) }}
          title="See the message octet by octet"
        >
          <Verdict rung={rung} />
          <IconChevronRight size={14} stroke={1.75} aria-hidden />
        </Link>
      </span>
    </li>
  );
}

function Verdict({ rung: { message } }: { rung: RungOf<'message'> }) {
  if (message.direction === 'received') {
    const state = countFailed(message.checks) > 0 ? 'check-failed' : 'check-passed';
    return <StateMark state={state}>{describeChecks(message.checks)}</StateMark>;
  }
  if (message.problem !== null) {
    const words = describeLoss(message);
    return <StateMark state="check-failed">{words.charAt(0).toUpperCase() + words.slice(1)}</StateMark>;
  }
  return <span>{message.tries === 1 ? 'Sent once' : `Sent ${message.tries} times`}</span>;
}

function FailoverRung({ rung: { at, to, from, lane, isSameMessage, skipped } }: { rung: RungOf<'failover'> }) {
  return (
    <li
      className={classes.failover}
      data-from={from}
      data-lane={lane}
      data-skipped={skipped !== undefined || undefined}
    >
      <span className={classes.time}>{at !== undefined && formatTimeWithMilliseconds(at)}</span>
      <span className={classes.branch} aria-hidden />
      <span className={classes.label}>
        <IconArrowsSplit2 size={16} stroke={1.75} aria-hidden />
        Failover<span className={classes.to}> to {nameRole(to.role)}</span>
      </span>
      <ServerHead server={to} lane={lane} />
      <span className={classes.verdict}>
        {isSameMessage && 'Same message, sent again'}
        {skipped !== undefined && (
          <span title={capitalize(skipped)}>{nameRole(to.role === 'primary' ? 'secondary' : 'primary')} skipped</span>
        )}
      </span>
    </li>
  );
}

function AwaitedRung({ rung }: { rung: RungOf<'awaited'> }) {
  const now = useNow('second');
  const { bodyType, since, givesUpAt, retry, lane } = rung;
  if (retry !== undefined && Date.parse(retry.at) > now) {
    return (
      <li className={classes.rung} data-outcome="expected" data-lane={lane} data-direction="sent">
        <span className={classes.time}>waiting</span>
        <span className={classes.words}>
          <span>
            <code>{retry.bodyType}</code> goes to {formatHost(retry.server)}
          </span>
          <span className={classes.octets}>{formatDistance(retry.at, now)}</span>
        </span>
        <Arrow />
        <span className={classes.verdict}>
          <StateMark state="waiting">Next try at {formatTimeWithSeconds(retry.at)}</StateMark>
        </span>
      </li>
    );
  }
  const left = Math.max(0, Math.ceil((Date.parse(givesUpAt) - now) / 1000));
  return (
    <li className={classes.rung} data-outcome="expected" data-lane={lane} data-direction="received">
      <span className={classes.time}>waiting</span>
      <span className={classes.words}>
        <span>
          <code>{nameBody(bodyType)}</code> expected
        </span>
        <span className={classes.octets}>{formatElapsed(Math.max(0, now - Date.parse(since)))}</span>
      </span>
      <Arrow />
      <span className={classes.verdict}>
        <StateMark state="requesting">Gives up in {left} s</StateMark>
      </span>
    </li>
  );
}

function WaitingRung({ rung: { nextStepAt, lane } }: { rung: RungOf<'waiting'> }) {
  const now = useNow('second');
  return (
    <li className={classes.rung} data-outcome="expected" data-lane={lane} data-direction="sent">
      <span className={classes.time}>waiting</span>
      <span className={classes.words}>
        <span>
          <code>pollReq</code> asks again
        </span>
        <span className={classes.octets}>{formatDistance(nextStepAt, now)}</span>
      </span>
      <Arrow />
      <span className={classes.verdict}>
        <StateMark state="waiting">Asks again at {formatTimeWithSeconds(nextStepAt)}</StateMark>
      </span>
    </li>
  );
}

/** A circle on each lifeline and the line between; the stylesheet knows which way it points. */
function Arrow() {
  return (
    <span className={classes.arrow} aria-hidden>
      <span className={classes.start} />
      <span className={classes.end} />
    </span>
  );
}
