import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { useAcknowledgeAlert } from '../../api-client/acknowledge-alert.ts';
import { openAlertsQuery } from '../../api-client/alerts.ts';
import { AlertList } from '../../ui/alert-list.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { describeLoadError, LoadError, Skeleton } from '../../ui/list-states.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { formatCount, Pager } from '../../ui/pager.tsx';
import { Section } from '../../ui/section.tsx';
import { endedAlertsQuery } from './alerts-queries.ts';
import classes from './alerts.module.css';
import { EndedAlerts } from './ended-alerts.tsx';

/** What the bell tells of: what is open, and what is over. */
export function AlertsPage() {
  const open = useQuery(openAlertsQuery);
  const acknowledge = useAcknowledgeAlert();
  const { data } = open;
  return (
    <>
      <PageHeader
        title="Alerts"
        name="Alerts"
        actions={<LinkButton to="/settings/notifications">Rules and channels</LinkButton>}
      >
        {data && `${describeCounts(data.counts)} Times are UTC.`}
      </PageHeader>
      {open.isError && (
        <LoadError
          title="Alerts could not be loaded."
          error={open.error}
          onRetry={() => void open.refetch()}
          dataOf={data && open.dataUpdatedAt}
        />
      )}
      {acknowledge.isError && (
        <p role="alert" className={classes.failure}>
          Not acknowledged. {describeLoadError(acknowledge.error)}
        </p>
      )}
      {open.isPending && <Skeleton label="Loading alerts" rows={3} />}
      {data && data.items.length > 0 && (
        <AlertList
          label="Open alerts"
          alerts={data.items}
          busyId={acknowledge.isPending ? acknowledge.variables : undefined}
          onAcknowledge={(id) => acknowledge.mutate(id)}
        />
      )}
      {data && data.total > data.items.length && (
        <p className={classes.more}>
          The newest {data.items.length} of {formatCount(data.total)} are shown.
        </p>
      )}
      <Ended />
    </>
  );
}

function Ended() {
  const [cursor, setCursor] = useState<string>();
  const query = useQuery(endedAlertsQuery(cursor));
  const { data } = query;
  return (
    <Section title="Ended" aside={data && <Pager page={data} onCursor={setCursor} />}>
      {query.isError && (
        <LoadError
          title="What is over could not be loaded."
          error={query.error}
          onRetry={() => void query.refetch()}
          dataOf={data && query.dataUpdatedAt}
        />
      )}
      {query.isPending && <Skeleton label="Loading ended alerts" rows={3} height={44} />}
      {data?.items.length === 0 && (
        <p className={classes.nothing}>
          Nothing yet. What an alert is about, and who is told, the <Link to="/settings/notifications">rules</Link> say.
        </p>
      )}
      {data && data.items.length > 0 && <EndedAlerts alerts={data.items} />}
    </Section>
  );
}

/** "2 open, 1 of them acknowledged." */
function describeCounts({ open, unread }: { open: number; unread: number }): string {
  if (open === 0) return 'Nothing is open.';
  const head = `${formatCount(open)} open`;
  if (unread === open) return `${head}.`;
  const noted = open - unread;
  return `${head}, ${noted === open ? (noted === 1 ? 'and acknowledged' : 'all acknowledged') : `${formatCount(noted)} of them acknowledged`}.`;
}
