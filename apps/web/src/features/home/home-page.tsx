import type { Overview } from '@crypto-cmp/api';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';

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
import { ServersSection } from './servers-section.tsx';

/** What needs a person, and else that nothing does. Before the first enrollment: the first steps. */
export function HomePage() {
  const query = useQuery(overviewQuery);
  const { data } = query;
  if (data === undefined) {
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
      {isNothingEnrolled(data) ? <FirstSteps overview={data} /> : <Dashboard overview={data} />}
      {query.isError && (
        <LoadError
          title="Home could not be brought up to date."
          error={query.error}
          onRetry={() => void query.refetch()}
          dataOf={data.countedAt}
        />
      )}
    </>
  );
}

export function Dashboard({ overview }: { overview: Overview }) {
  const { trustpoints, needsYou, expiry, servers, latestEnrollments, enrollmentsToday, countedAt } = overview;
  const waiting = trustpoints.needsYou;
  const others = trustpoints.all - waiting;
  const chart = <ExpiryChart expiry={expiry} />;
  return (
    <>
      {waiting === 0 ? (
        <AllClear overview={overview} />
      ) : (
        <>
          <PageHeader
            title={waiting === 1 ? '1 trustpoint needs you' : `${waiting.toLocaleString('en')} trustpoints need you`}
            name="Home"
            actions={
              <LinkButton to="/policies/new" icon={<IconPlus size={18} stroke={1.75} aria-hidden />}>
                New policy
              </LinkButton>
            }
          >
            <CheckedAt at={countedAt} />
            {others > 0 &&
              ` The other ${others.toLocaleString('en')} ${others === 1 ? 'renews' : 'renew'} by ${
                others === 1 ? 'itself or asks' : 'themselves or ask'
              } for nothing.`}
          </PageHeader>
          <NeedsYouList items={needsYou} total={waiting} />
        </>
      )}
      {servers.length === 0 ? chart : <Columns main={chart} side={<ServersSection servers={servers} />} />}
      <LatestEnrollments enrollments={latestEnrollments} today={enrollmentsToday} />
    </>
  );
}

/** Nothing holds or held a certificate, and nothing was tried either. */
function isNothingEnrolled({ trustpoints, latestEnrollments }: Overview): boolean {
  return trustpoints.all === trustpoints.empty && latestEnrollments.length === 0;
}
