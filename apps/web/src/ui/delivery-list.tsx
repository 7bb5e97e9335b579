import type { AlertDelivery } from '@crypto-cmp/api';

import classes from './delivery-list.module.css';
import { ServerSays } from './server-says.tsx';
import { StateMark } from './state-mark.tsx';
import { formatRecent } from './time.ts';
import { useNow } from './use-now.ts';

/** Messages to channels, and why those failed that did. */
export function DeliveryList({ deliveries }: { deliveries: readonly AlertDelivery[] }) {
  return (
    <ul className={classes.deliveries} aria-label="Deliveries, newest first">
      {deliveries.map((delivery) => (
        <DeliveryRow key={delivery.id} delivery={delivery} />
      ))}
    </ul>
  );
}

function DeliveryRow({ delivery }: { delivery: AlertDelivery }) {
  const now = useNow();
  const { subject, channel, state, createdAt, problem, tries, nextTryAt } = delivery;
  const failed = state === 'failed';
  return (
    <li>
      <span className={classes.outcome}>
        <StateMark state={MARKS[state][0]}>{MARKS[state][1]}</StateMark>
      </span>
      <div className={classes.what}>
        {subject}
        {problem !== null && (
          <small data-tone={failed ? 'bad' : undefined}>
            {problem.cause}
            {failed && ` ${problem.fix}`}
          </small>
        )}
        {failed && <ServerSays answer={problem?.answer} />}
        {state === 'pending' && nextTryAt !== null && tries > 0 && (
          <small>
            Next try {formatRecent(nextTryAt, now)}, after {tries === 1 ? '1 try' : `${tries} tries`}
          </small>
        )}
      </div>
      <span className={classes.channel}>{channel.name}</span>
      <span className={classes.when}>{formatRecent(createdAt, now).replace('today ', '')}</span>
    </li>
  );
}

const MARKS = {
  pending: ['waiting', 'On the way'],
  delivered: ['check-passed', 'Delivered'],
  failed: ['check-failed', 'Not delivered'],
  dropped: ['canceled', 'Dropped'],
} as const satisfies Record<AlertDelivery['state'], readonly [string, string]>;
