import type { Alert } from '@crypto-cmp/api';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';

import { useAcknowledgeAlert } from '../../api-client/acknowledge-alert.ts';
import { AlertMark } from '../../ui/alert-list.tsx';
import { AlertWay } from '../../ui/alert-way.tsx';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import inline from '../../ui/inline-link.module.css';
import { describeLoadError, LoadError, Skeleton } from '../../ui/list-states.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { formatCount } from '../../ui/pager.tsx';
import { Section } from '../../ui/section.tsx';
import { StatePill } from '../../ui/state-mark.tsx';
import { formatDistance, formatElapsed, formatRecent } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { AlertMessages } from './alert-messages.tsx';
import { alertQuery } from './alerts-queries.ts';
import classes from './alerts.module.css';
import { END_WORDS } from './end-words.ts';

const route = getRouteApi('/alerts/$alertId');

/** One alert: what happened, what to do, what it affects, and who was told. */
export function AlertPage() {
  const { alertId } = route.useParams();
  const query = useQuery(alertQuery(alertId));
  if (query.data) return <AlertView alert={query.data} />;
  return (
    <>
      <PageHeader trail={TRAIL} title="Alert" name="Alert" />
      {query.isError ? (
        <LoadError title="The alert could not be loaded." error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton label="Loading the alert" rows={3} />
      )}
    </>
  );
}

function AlertView({ alert }: { alert: Alert }) {
  const now = useNow();
  const acknowledge = useAcknowledgeAlert();
  const { id, title, detail, fix, state, beganAt, endedAt, acknowledgedAt, affected } = alert;
  const isOpen = state === 'open';
  return (
    <>
      <PageHeader
        trail={TRAIL}
        title={title}
        name={title}
        aside={isOpen ? undefined : <StatePill state="check-passed">Ended</StatePill>}
        actions={
          <>
            {isOpen && acknowledgedAt === null && (
              <Button busy={acknowledge.isPending} onClick={() => acknowledge.mutate(id)}>
                Acknowledge
              </Button>
            )}
          </>
        }
      >
        {detail}
      </PageHeader>
      {acknowledge.isError && (
        <p role="alert" className={classes.failure}>
          Not acknowledged. {describeLoadError(acknowledge.error)}
        </p>
      )}
      {isOpen && (
        <section className={classes.fix} aria-label="What to do">
          <div>
            <h2>What to do</h2>
            <p>{fix}</p>
          </div>
          <AlertWay alert={alert} />
        </section>
      )}
      <Facts lines>
        <Fact label="Alert">
          <AlertMark alert={alert} />
        </Fact>
        <Fact label="Began">
          {formatRecent(beganAt, now)} UTC, {formatDistance(beganAt, now)}
        </Fact>
        {endedAt !== null && (
          <Fact label="Ended">
            {formatRecent(endedAt, now)} UTC, after {formatElapsed(Date.parse(endedAt) - Date.parse(beganAt))}.{' '}
            {alert.endReason !== null && END_WORDS[alert.endReason].sentence}
          </Fact>
        )}
        <Fact label="Acknowledged">{acknowledgedAt === null ? 'no' : `${formatRecent(acknowledgedAt, now)} UTC`}</Fact>
        <Fact label="Told">{describeTold(alert, now)}</Fact>
      </Facts>
      {affected.first.length > 0 && <Affected affected={affected} />}
      <AlertMessages alertId={id} />
    </>
  );
}

function Affected({ affected: { count, first } }: Pick<Alert, 'affected'>) {
  const now = useNow();
  return (
    <Section title="Trustpoints" aside={first.length < count ? `${first.length} of ${formatCount(count)}` : undefined}>
      <ul className={classes.ended}>
        {first.map(({ trustpoint, policy, enrollmentId, since, endedAt }) => (
          <li key={trustpoint.id} data-trustpoint>
            <Link to="/trustpoints/$trustpointId" params={{ trustpointId: trustpoint.id }}>
              {trustpoint.name}
            </Link>
            <span className="dimmed">
              {policy.name}
              {enrollmentId !== null && (
                <>
                  {' · '}
                  <Link to="/enrollments/$enrollmentId" params={{ enrollmentId }} className={inline.inline ?? ''}>
                    its enrollment
                  </Link>
                </>
              )}
            </span>
            <span className={classes.when}>
              {endedAt === null
                ? `since ${formatRecent(since, now).replace('today ', '')}`
                : `until ${formatRecent(endedAt, now).replace('today ', '')}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** "3 times, last today 11:52; again today 12:52" */
function describeTold({ timesNotified, lastNotifiedAt, nextNotificationAt }: Alert, now: number): string {
  if (timesNotified === 0) return 'by the bell alone';
  const times = timesNotified === 1 ? 'once' : `${timesNotified} times, last`;
  const last = lastNotifiedAt === null ? '' : ` ${formatRecent(lastNotifiedAt, now)} UTC`;
  const next = nextNotificationAt === null ? '' : `; again ${formatRecent(nextNotificationAt, now)}`;
  return `${times}${last}${next}`;
}

const TRAIL = [
  <Link key="alerts" to="/alerts">
    Alerts
  </Link>,
];
