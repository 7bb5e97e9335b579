import type { PolicySummary } from '@crypto-cmp/api';
import { IconBell } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

import { formatHost } from '../../ui/host.ts';
import { formatCount } from '../../ui/pager.tsx';
import { Clipped } from '../../ui/table.tsx';
import classes from './policies-page.module.css';

export function PolicyName({ policy }: { policy: PolicySummary }) {
  return (
    <>
      <Link to="/policies/$policyId" params={{ policyId: policy.id }} className={classes.name ?? ''} data-row-link>
        {policy.name}
      </Link>
      {policy.description !== '' && (
        <div className={classes.description} title={policy.description}>
          {policy.description}
        </div>
      )}
    </>
  );
}

export function PolicyServers({ servers }: Pick<PolicySummary, 'servers'>) {
  return (
    <dl className={classes.servers}>
      {(['primary', 'secondary'] as const).map((role) => {
        const server = servers.find((candidate) => candidate.role === role);
        return (
          <div key={role} style={{ display: 'contents' }}>
            <dt>{role === 'primary' ? 'Primary' : 'Secondary'}</dt>
            <dd>{server ? <Clipped mono>{formatHost(server)}</Clipped> : 'none'}</dd>
          </div>
        );
      })}
    </dl>
  );
}

interface TrustpointCountProps {
  policy: PolicySummary;
  /** In a column the head says what is counted. */
  withNoun?: boolean;
}

export function TrustpointCount({ policy, withNoun = false }: TrustpointCountProps) {
  const count = policy.trustpointCount;
  const noun = count === 1 ? 'trustpoint' : 'trustpoints';
  return (
    <Link to="/trustpoints" search={{ policy: policy.id }} aria-label={`${count} ${noun} of ${policy.name}`}>
      {formatCount(count)}
      {withNoun && ` ${noun}`}
    </Link>
  );
}

export function NeedsYou({ count }: { count: number }) {
  return (
    <span className={classes.attention}>
      <IconBell size={16} stroke={1.75} aria-hidden />
      {count === 1 ? '1 needs you' : `${formatCount(count)} need you`}
    </span>
  );
}

export const describeDays = (days: number) => (days === 1 ? '1 day' : `${days} days`);
