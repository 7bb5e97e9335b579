import type { Alert } from '@crypto-cmp/api';
import { Link } from '@tanstack/react-router';

import classes from './alert-list.module.css';
import { AlertWay } from './alert-way.tsx';
import { Button } from './button.tsx';
import type { StateName } from './state-mark.tsx';
import { StateMark } from './state-mark.tsx';
import { formatDistance, formatRecent, formatTime } from './time.ts';
import { useNow } from './use-now.ts';

interface AlertListProps {
  label: string;
  alerts: readonly Alert[];
  /** The one that is being acknowledged. */
  busyId?: string | undefined;
  onAcknowledge: (id: string) => void;
}

/** Alerts that are open: what happened, what to do, the way there, and a button that takes note. */
export function AlertList({ label, alerts, busyId, onAcknowledge }: AlertListProps) {
  const now = useNow();
  return (
    <ul className={classes.list} aria-label={label}>
      {alerts.map((alert) => (
        <li key={alert.id}>
          <span className={classes.state}>
            <AlertMark alert={alert} />
          </span>
          <div className={classes.words}>
            <Link to="/alerts/$alertId" params={{ alertId: alert.id }} data-row-link>
              {alert.title}
            </Link>
            <p>{alert.detail}</p>
            <small>
              Began {formatRecent(alert.beganAt, now).replace('today ', '')}, {formatDistance(alert.beganAt, now)}
              {alert.acknowledgedAt !== null && ` · acknowledged at ${formatTime(alert.acknowledgedAt)}`}
            </small>
          </div>
          <div className={classes.acts}>
            <AlertWay alert={alert} />
            {alert.acknowledgedAt === null && (
              <Button
                size="small"
                variant="quiet"
                busy={busyId === alert.id}
                title="Messages are not repeated, and the bell does not count it"
                onClick={() => onAcknowledge(alert.id)}
              >
                Acknowledge<span className="hidden-text"> {alert.title}</span>
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The kind of an alert as icon and word; one that is over calls nobody, and is the word alone. */
export function AlertMark({ alert: { kind, state } }: { alert: Pick<Alert, 'kind' | 'state'> }) {
  const [mark, word] = MARKS[kind];
  return state === 'open' ? <StateMark state={mark}>{word}</StateMark> : word;
}

const MARKS: Record<Alert['kind'], readonly [StateName, string]> = {
  'enrollment-failed': ['failed', 'Failed'],
  'renewal-overdue': ['overdue', 'Overdue'],
  'certificate-expiring': ['overdue', 'Expires soon'],
  'certificate-expired': ['expired', 'Expired'],
  'ca-server-down': ['server-unavailable', 'Unavailable'],
  'ca-certificate-expiring': ['overdue', 'Expires soon'],
};
