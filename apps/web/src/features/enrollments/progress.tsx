import type { Enrollment } from '@crypto-cmp/api';
import { IconCheck, IconCircleDashed, IconHourglass, IconMinus } from '@tabler/icons-react';

import { Spinner } from '../../ui/spinner.tsx';
import { formatElapsed, formatTimeWithSeconds } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { type ProgressStep, STEPS, type StepName, toProgress } from './progress-steps.ts';
import classes from './progress.module.css';

/** Where the enrollment stands, in five steps; on narrow screens bars with one line below. */
export function Progress({ enrollment }: { enrollment: Enrollment }) {
  const now = useNow('second');
  const steps = toProgress(enrollment);
  const current = steps.find(({ status }) => status === 'current') ?? steps.at(-1);
  return (
    <div className={classes.progress}>
      <ol aria-label="Progress">
        {steps.map((step) => (
          <li key={step.name} data-status={step.status} aria-current={step.status === 'current' ? 'step' : undefined}>
            <span className={classes.bar} aria-hidden />
            <StepIcon step={step} still={enrollment.holdUp !== null} />
            <span className={classes.name}>{LABELS[step.name]}</span>
            <span className={classes.time}>{describeStep(step, now)}</span>
          </li>
        ))}
      </ol>
      {current && (
        <p className={classes.line} aria-hidden>
          <StepIcon step={current} still={enrollment.holdUp !== null} />
          <b>
            Step {STEPS.indexOf(current.name) + 1} of {STEPS.length}: {LABELS[current.name].toLowerCase()}
          </b>
          <span>{describeStep(current, now)}</span>
        </p>
      )}
    </div>
  );
}

/** `still`: nothing is being done, it waits for its turn. */
function StepIcon({ step: { status, name }, still }: { step: ProgressStep; still: boolean }) {
  if (status === 'current' && name !== 'waiting' && !still) return <Spinner />;
  const Icon = status === 'current' ? IconHourglass : ICONS[status];
  return <Icon size={16} stroke={1.75} aria-hidden />;
}

function describeStep({ name, status, durationMs, since }: ProgressStep, now: number): string {
  if (status === 'skipped') return 'not needed';
  if (status === 'ahead') return AHEAD[name];
  if (status === 'current')
    return since === undefined ? '' : `since ${formatElapsed(Math.max(0, now - Date.parse(since)))}`;
  if (name === 'saved') return since === undefined ? '' : `at ${formatTimeWithSeconds(since)}`;
  return durationMs === undefined ? '' : formatElapsed(durationMs);
}

const ICONS = { done: IconCheck, current: IconCheck, skipped: IconMinus, ahead: IconCircleDashed };

const LABELS: Record<StepName, string> = {
  queued: 'Queued',
  requesting: 'Requesting',
  waiting: 'Waiting',
  confirming: 'Confirming',
  saved: 'Saved',
};

const AHEAD: Record<StepName, string> = {
  queued: '',
  requesting: 'next',
  waiting: 'if the CA asks for it',
  confirming: 'after the certificate',
  saved: 'after pkiConf',
};
