import {
  IconAlertTriangle,
  IconBan,
  IconBell,
  IconCalendarX,
  IconCheck,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
  IconClockPause,
  IconHourglass,
  IconLoader2,
  IconMinus,
  IconPlugConnected,
  IconPlugConnectedX,
  IconRefreshDot,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';

import type { Tone } from '../theme/tokens.ts';
import spinner from './spinner.module.css';
import classes from './state-mark.module.css';

/** Every state the console shows. Icon, word and colour together: never colour alone. */
export const STATES = {
  valid: [IconCircleCheck, 'Valid', 'ok'],
  'renewal-due': [IconRefreshDot, 'Renewal due', 'accent'],
  overdue: [IconAlertTriangle, 'Overdue', 'warn'],
  expired: [IconCalendarX, 'Expired', 'bad'],
  revoked: [IconBan, 'Revoked', 'neutral'],
  empty: [IconCircleDashed, 'Empty', 'neutral'],

  queued: [IconClockPause, 'Queued', 'neutral'],
  requesting: [IconLoader2, 'Requesting', 'accent'],
  confirming: [IconLoader2, 'Confirming', 'accent'],
  waiting: [IconHourglass, 'Waiting', 'accent'],
  succeeded: [IconCircleCheck, 'Succeeded', 'ok'],
  failed: [IconCircleX, 'Failed', 'bad'],
  canceled: [IconCircleMinus, 'Canceled', 'neutral'],

  'check-passed': [IconCheck, 'Passed', 'ok'],
  'check-failed': [IconX, 'Failed', 'bad'],
  'check-not-applicable': [IconMinus, 'Not applicable', 'neutral'],

  'server-answers': [IconPlugConnected, 'Answers', 'ok'],
  'server-unavailable': [IconPlugConnectedX, 'Unavailable', 'bad'],
  'server-probed': [IconPlugConnected, 'Asked again', 'accent'],
  'needs-you': [IconBell, 'Needs you', 'warn'],
} as const satisfies Record<string, readonly [TablerIcon, string, Tone]>;

export type StateName = keyof typeof STATES;

interface StateMarkProps {
  state: StateName;
  /** Replaces the state's own word: "24 of 24 checks passed". */
  children?: React.ReactNode;
}

/** In lists: icon and word, no ground. */
export function StateMark({ state, children }: StateMarkProps) {
  const [Icon, word, tone] = STATES[state];
  return (
    <span className={classes.mark} data-tone={tone}>
      <Icon size={16} stroke={1.75} aria-hidden className={Icon === IconLoader2 ? spinner.spinner : undefined} />
      <span>{children ?? word}</span>
    </span>
  );
}

/** Beside an h1: the same on its tint. */
export function StatePill({ state, children }: StateMarkProps) {
  return (
    <span className={classes.pill} data-tone={STATES[state][2]}>
      <StateMark state={state}>{children}</StateMark>
    </span>
  );
}
