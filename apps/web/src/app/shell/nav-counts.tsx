import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';

import { overviewQuery } from '../../api-client/overview.ts';
import { formatCount } from '../../ui/pager.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import classes from './navigation.module.css';

/** Trustpoints that wait for a person; nothing while there is none, or while it is not known. */
export function NeedsYouCount() {
  const { data } = useQuery(overviewQuery);
  const count = data?.trustpoints.needsYou ?? 0;
  if (count === 0) return null;
  return (
    <span className={classes.count} data-tone="warn">
      <IconBell size={16} stroke={1.75} aria-hidden />
      {formatCount(count)}
      <span className="hidden-text">{count === 1 ? ' needs you' : ' need you'}</span>
    </span>
  );
}

export function RunningCount() {
  const { data } = useQuery(overviewQuery);
  const count = data?.runningEnrollmentCount ?? 0;
  if (count === 0) return null;
  return (
    <span className={classes.count} data-tone="accent">
      <Spinner />
      {formatCount(count)}
      <span className="hidden-text"> running</span>
    </span>
  );
}
