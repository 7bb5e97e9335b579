import type { Overview } from '@crypto-cmp/api';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

import { LinkButton } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { formatDate, formatDistance } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import classes from './needs-you-list.module.css';

type NeedsYouItem = Overview['needsYou'][number];

/** A row for each trustpoint that waits for a person, with the way out. */
export function NeedsYouList({ items, total }: { items: readonly NeedsYouItem[]; total: number }) {
  const now = useNow();
  return (
    <>
      <ul className={classes.list} aria-label="Trustpoints that need you">
        {items.map(({ trustpoint, cause, target }) => (
          <li key={trustpoint.id}>
            <span className={classes.state}>
              <StateMark state={trustpoint.state} />
            </span>
            <div className={classes.name}>
              <Link
                to="/trustpoints/$trustpointId"
                params={{ trustpointId: trustpoint.id }}
                className="ellipsis"
                title={trustpoint.name}
              >
                {trustpoint.name}
              </Link>
              <small className="ellipsis" title={trustpoint.policy.name}>
                {trustpoint.policy.name}
              </small>
            </div>
            <div className={classes.cause}>
              <span title={trustpoint.certificate ? formatDate(trustpoint.certificate.notAfter) : undefined}>
                {describeExpiry(trustpoint, now)}
              </span>
              <small>{cause}</small>
            </div>
            <WayOut target={target} trustpoint={trustpoint} />
          </li>
        ))}
      </ul>
      {total > items.length && (
        <p className={classes.more}>
          <Link to="/trustpoints" search={{ state: 'needs-you' }}>
            All {total.toLocaleString('en')} trustpoints that need you
          </Link>
        </p>
      )}
    </>
  );
}

const LOOK = {
  size: 'small',
  className: classes.way ?? '',
  iconAfter: <IconChevronRight size={14} stroke={1.75} aria-hidden />,
} as const;

function WayOut({ target, trustpoint: { id, name } }: Pick<NeedsYouItem, 'target' | 'trustpoint'>) {
  switch (target.kind) {
    case 'field':
      return (
        <LinkButton
          {...LOOK}
          to="/policies/$policyId"
          params={{ policyId: target.field.policyId }}
          hash={target.field.pointer}
        >
          Go to {target.field.label}
          <span className="hidden-text"> of {name}</span>
        </LinkButton>
      );
    case 'enrollment':
      return (
        <LinkButton {...LOOK} to="/enrollments/$enrollmentId" params={{ enrollmentId: target.enrollmentId }}>
          See failure
          <span className="hidden-text"> of {name}</span>
        </LinkButton>
      );
    case 'trustpoint':
      return (
        <LinkButton {...LOOK} to="/trustpoints/$trustpointId" params={{ trustpointId: id }}>
          See trustpoint
          <span className="hidden-text"> {name}</span>
        </LinkButton>
      );
  }
}

function describeExpiry({ certificate, state }: NeedsYouItem['trustpoint'], now: number): string {
  if (certificate === null) return 'Never enrolled';
  const distance = formatDistance(certificate.notAfter, now);
  return state === 'expired' ? `Expired ${distance}` : `Expires ${distance}`;
}
