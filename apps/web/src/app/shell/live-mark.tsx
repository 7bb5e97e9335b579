import { useLive, type LiveConnection } from '../../api-client/live.ts';
import { formatTime } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import classes from './live-mark.module.css';

/** Whether the page follows the server, and the time everything is written in. */
export function LiveMark({ connection }: { connection: LiveConnection }) {
  const live = useLive(connection);
  const now = useNow('minute');
  return (
    <div className={classes.mark} data-status={live.status}>
      <span className={classes.dot} aria-hidden />
      <span role="status">
        {live.status === 'lost'
          ? `Reconnecting, data of ${formatTime(live.since)}`
          : live.status === 'live'
            ? 'Live'
            : 'Connecting'}
      </span>
      {live.status !== 'lost' && <span> · {formatTime(now)} UTC</span>}
    </div>
  );
}
