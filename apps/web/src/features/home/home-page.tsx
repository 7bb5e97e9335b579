import type { Alert, Overview } from '@crypto-cmp/api';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';

import { openAlertsQuery } from '../../api-client/alerts.ts';
import { overviewQuery } from '../../api-client/overview.ts';
import { LinkButton } from '../../ui/button.tsx';
import { LoadError, Skeleton } from '../../ui/list-states.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Columns } from '../../ui/section.tsx';
import { AllClear } from './all-clear.tsx';
import { CheckedAt } from './checked-at.tsx';
import { ExpiryChart } from './expiry-chart.tsx';
import { FirstSteps } from './first-steps.tsx';
import { LatestEnrollments } from './latest-enrollments.tsx';
import { NeedsYouList } from './needs-you-list.tsx';
import { OpenAlerts } from './open-alerts.tsx';
import { ServersSection } from './servers-section.tsx';

/** What needs a person, and else that nothing does. Before the first enrollment: the first steps. */
export function HomePage() {
  const query = useQuery(overviewQuery);
  const alerts = useQuery(openAlertsQuery);
  const { data } = query;
  // Whether all is clear is known only with the alerts.
  if (data === undefined || alerts.isPending) {
    return (
      <>
        <PageHeader title="Home" name="Home" />
        {query.isError ? (
          <LoadError title="Home could not be loaded." error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton label="Loading" />
        )}
      </>
    );
  }
  return (
    <>
      {isNothingEnrolled(data) ? (
        <FirstSteps overview={data} />
      ) : (
        <Dashboard overview={data} alerts={alerts.data?.items} />
      )}
      {query.isError && (
        <LoadError
          title="Home could not be brought up to date."
          error={query.error}
          onRetry={() => void query.refetch()}
          dataOf={data.countedAt}
        />
      )}
      {alerts.isError && (
        <LoadError
          title="Alerts could not be loaded."
          error={alerts.error}
          onRetry={() => void alerts.refetch()}
          dataOf={alerts.data && alerts.dataUpdatedAt}
        />
      )}
    </>
  );
}

interface DashboardProps {
  overview: Overview;
  /** Undefined while nobody could be asked for them. */
  alerts: readonly Alert[] | undefined;
}

export function Dashboard({ overview, alerts }: DashboardProps) {
  const { trustpoints, needsYou, expiry, servers, latestEnrollments, enrollmentsToday, countedAt } = overview;
  const waiting = trustpoints.needsYou;
  const others = trustpoints.all - waiting;
  const unread = alerts?.filter(({ acknowledgedAt }) => acknowledgedAt === null) ?? [];
  // What is about trustpoints that need somebody stands in their list already.
  const shown = waiting === 0 ? unread : unread.filter(({ affected }) => affected.first.length === 0);
  const chart = <ExpiryChart expiry={expiry} />;
  return (
    <>
      {waiting === 0 && shown.length === 0 ? (
        <AllClear overview={overview} alerts={alerts} />
      ) : (
        <>
          <PageHeader
            title={waiting > 0 ? need(waiting, 'trustpoint') : need(shown.length, 'alert')}
            name="Home"
            actions={
              <LinkButton to="/policies/new" icon={<IconPlus size={18} stroke={1.75} aria-hidden />}>
                New policy
              </LinkButton>
            }
          >
            <CheckedAt at={countedAt} />
            {waiting > 0 &&
              others > 0 &&
              ` The other ${others.toLocaleString('en')} ${others === 1 ? 'renews' : 'renew'} by ${
                others === 1 ? 'itself or asks' : 'themselves or ask'
              } for nothing.`}
          </PageHeader>
          {waiting > 0 && <NeedsYouList items={needsYou} total={waiting} />}
          {shown.length > 0 && <OpenAlerts alerts={shown} />}
        </>
      )}
      {servers.length === 0 ? chart : <Columns main={chart} side={<ServersSection servers={servers} />} />}
      <LatestEnrollments enrollments={latestEnrollments} today={enrollmentsToday} />
    </>
  );
}

const need = (count: number, noun: string) =>
  count === 1 ? `1 ${noun} needs you` : `${count.toLocaleString('en')} ${noun}s need you`;

/** Nothing holds or held a certificate, and nothing was tried either. */
function isNothingEnrolled({ trustpoints, latestEnrollments }: Overview): boolean {
  return trustpoints.all === trustpoints.empty && latestEnrollments.length === 0;
}
