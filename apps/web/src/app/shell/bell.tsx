import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { openAlertsQuery } from '../../api-client/alerts.ts';
import classes from './bell.module.css';

/** Leads to the alerts, and counts those that nobody has acknowledged. */
export function Bell({ onNavigate }: { onNavigate?: () => void }) {
  const { data } = useQuery(openAlertsQuery);
  const unread = data?.counts.unread ?? 0;
  return (
    <Link
      to="/alerts"
      className={classes.bell ?? ''}
      title="Alerts"
      data-unread={unread > 0 || undefined}
      onClick={() => onNavigate?.()}
    >
      <IconBell size={18} stroke={1.75} aria-hidden />
      <span className="hidden-text">Alerts</span>
      {unread > 0 && (
        <span className={classes.count}>
          {unread > 99 ? '99+' : unread}
          <span className="hidden-text">{unread === 1 ? ' needs you' : ' need you'}</span>
        </span>
      )}
    </Link>
  );
}
