import type { Alert } from '@crypto-cmp/api';
import { Link } from '@tanstack/react-router';

import { StateMark } from '../../ui/state-mark.tsx';
import { formatElapsed, formatRecent } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { END_WORDS } from './end-words.ts';
import classes from './alerts.module.css';

export function EndedAlerts({ alerts }: { alerts: readonly Alert[] }) {
  const now = useNow();
  return (
    <ul className={classes.ended} aria-label="Ended alerts, newest first">
      {alerts.map(({ id, title, beganAt, endedAt, endReason }) => (
        <li key={id}>
          <span className={classes.mark}>
            <StateMark state={endReason === 'cured' ? 'check-passed' : 'canceled'}>
              {endReason === null ? 'Ended' : END_WORDS[endReason].word}
            </StateMark>
          </span>
          <Link to="/alerts/$alertId" params={{ alertId: id }} data-row-link>
            {title}
          </Link>
          {endedAt !== null && (
            <span className={classes.when}>
              {formatRecent(endedAt, now).replace('today ', '')}, after{' '}
              {formatElapsed(Date.parse(endedAt) - Date.parse(beganAt))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
