import { type Enrollment, isRunning } from '@crypto-cmp/api';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { describeActorInSentence, describeOperation } from '../../ui/enrollment-words.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { describeWait } from '../../ui/queue-words.ts';
import { StatePill } from '../../ui/state-mark.tsx';
import { formatDate, formatElapsed, formatRecent, formatTimeWithSeconds } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';

export function EnrollmentHeader({ enrollment, actions }: { enrollment: Enrollment; actions: ReactNode }) {
  const title = titleOf(enrollment);
  return (
    <PageHeader
      trail={[
        <Link key="enrollments" to="/enrollments">
          Enrollments
        </Link>,
      ]}
      crumb={enrollment.trustpoint.name}
      title={title}
      name={title}
      aside={<StatePill state={enrollment.state} />}
      actions={actions}
    >
      {isRunning(enrollment.state) ? <RunningFacts enrollment={enrollment} /> : <EndedFacts enrollment={enrollment} />}
    </PageHeader>
  );
}

function RunningFacts({ enrollment }: { enrollment: Enrollment }) {
  const now = useNow('second');
  const { startedBy, createdAt, state, nextStepAt, waitingReason } = enrollment;
  const wait = state === 'waiting' ? undefined : describeWait(enrollment);
  return (
    <>
      {describeOperation(enrollment)}, started by {describeActorInSentence(startedBy)} at{' '}
      {formatTimeWithSeconds(createdAt)} UTC, {enrollment.holdUp === null ? 'running' : 'waiting'} for{' '}
      {formatElapsed(Math.max(0, now - Date.parse(createdAt)))}
      {wait !== undefined && <p>{wait}.</p>}
      {state === 'waiting' && nextStepAt !== null && (
        <p>
          The CA asked for time. The console asks again at {formatTimeWithSeconds(nextStepAt)} UTC
          {waitingReason.length > 0 && <>; the CA says “{waitingReason.join(' ')}”</>}.
        </p>
      )}
    </>
  );
}

function EndedFacts({ enrollment }: { enrollment: Enrollment }) {
  const now = useNow();
  const { startedBy, createdAt, endedAt, failureStreak: streak } = enrollment;
  const took = endedAt === null ? 0 : Date.parse(endedAt) - Date.parse(createdAt);
  const when = formatRecent(createdAt, now).replace(/ \d\d:\d\d$/, ` at ${formatTimeWithSeconds(createdAt)}`);
  return (
    <>
      Started by {describeActorInSentence(startedBy)} {when} UTC, ended after {formatElapsed(took)}.
      {streak !== null &&
        streak.count > 1 &&
        ` ${nameOrdinal(streak.count)} failure since ${formatDate(streak.since)}.`}
    </>
  );
}

function titleOf({ state, operation, trustpoint: { name } }: Enrollment): string {
  if (isRunning(state)) return `${operation === 'renew' ? 'Renewing' : 'Enrolling'} ${name}`;
  return `${operation === 'renew' ? 'Renewal' : 'Enrollment'} of ${name}`;
}

function nameOrdinal(count: number): string {
  const words = ['', 'First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth'];
  return words[count] ?? `${count}th`;
}
