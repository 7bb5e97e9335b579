import type { Overview } from '@crypto-cmp/api';
import { useQuery } from '@tanstack/react-query';

import { overviewQuery } from '../../api-client/overview.ts';
import { formatHost } from '../../ui/host.ts';
import { formatCount } from '../../ui/pager.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { formatTime } from '../../ui/time.ts';
import { useShowAll } from '../../ui/use-show-all.tsx';
import classes from './queue-summary.module.css';

type Server = Overview['servers'][number];

/** What runs at each CMP server, what waits there, and why. Nothing while nothing does. */
export function QueueSummary() {
  const { data } = useQuery(overviewQuery);
  const busy = data?.servers.filter(({ running, waiting }) => running > 0 || waiting > 0) ?? [];
  const { shown, button } = useShowAll(busy, SHOWN);
  if (busy.length === 0) return null;
  return (
    <div className={classes.summary}>
      <ul className={classes.queue} aria-label="At the CMP servers now">
        {shown.map((server) => (
          <li key={`${server.server.transport} ${formatHost(server.server)}`}>
            <code>{formatHost(server.server)}</code>
            <span className={classes.counts}>
              {server.running > 0 && <StateMark state="requesting">{formatCount(server.running)} running</StateMark>}
              {server.waiting > 0 && (
                <StateMark state="queued">
                  {formatCount(server.waiting)} {server.waiting === 1 ? 'waits' : 'wait'}
                </StateMark>
              )}
            </span>
            <span className={classes.why}>{describeReason(server)}</span>
          </li>
        ))}
      </ul>
      {button}
    </div>
  );
}

/** Why what waits there waits. */
function describeReason({ waiting, circuit, limits, running }: Server): string {
  if (circuit.state === 'half-open') return 'One enrollment finds out whether it answers again';
  const isFull = running >= limits.concurrency;
  if (circuit.state === 'open') {
    if (isFull) return `It does not answer; at most ${limits.concurrency} at once`;
    return circuit.openUntil === null
      ? 'It does not answer'
      : `It does not answer, and is asked again at ${formatTime(circuit.openUntil)}`;
  }
  if (waiting === 0) return '';
  return isFull ? `At most ${limits.concurrency} at once` : `At most ${limits.startsPerMinute} begin in a minute`;
}

const SHOWN = 6;
