import type { Alert } from '@crypto-cmp/api';
import { IconChevronRight } from '@tabler/icons-react';

import classes from './alert-list.module.css';
import { LinkButton } from './button.tsx';

/** The way from an alert to the very thing it is about. */
export function AlertWay({ alert: { kind, subject, affected } }: { alert: Alert }) {
  const [first] = affected.first;
  if (first !== undefined && affected.count === 1) {
    if (kind === 'enrollment-failed' && first.enrollmentId !== null) {
      return (
        <LinkButton {...LOOK} to="/enrollments/$enrollmentId" params={{ enrollmentId: first.enrollmentId }}>
          See failure<span className="hidden-text"> of {first.trustpoint.name}</span>
        </LinkButton>
      );
    }
    return (
      <LinkButton {...LOOK} to="/trustpoints/$trustpointId" params={{ trustpointId: first.trustpoint.id }}>
        See trustpoint<span className="hidden-text"> {first.trustpoint.name}</span>
      </LinkButton>
    );
  }
  if (first !== undefined && kind === 'enrollment-failed') {
    return (
      <LinkButton {...LOOK} to="/enrollments" search={{ state: 'failed' }}>
        See failures
      </LinkButton>
    );
  }
  if (first !== undefined) {
    const policy = subject.type === 'policy' ? { policy: subject.policy.id } : {};
    return (
      <LinkButton {...LOOK} to="/trustpoints" search={{ state: STATES[kind] ?? '', ...policy }}>
        See trustpoints
      </LinkButton>
    );
  }
  return (
    <LinkButton {...LOOK} to="/policies" search={subject.type === 'server' ? { q: subject.host } : {}}>
      See policies
    </LinkButton>
  );
}

/** The chip that shows what a kind of alert is about. */
const STATES: Partial<Record<Alert['kind'], string>> = {
  'renewal-overdue': 'overdue',
  'certificate-expired': 'expired',
};

const LOOK = {
  size: 'small',
  className: classes.way ?? '',
  iconAfter: <IconChevronRight size={14} stroke={1.75} aria-hidden />,
} as const;
