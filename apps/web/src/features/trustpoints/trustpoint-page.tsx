import type { Trustpoint } from '@crypto-cmp/api';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';

import inline from '../../ui/inline-link.module.css';
import { LoadError, Skeleton } from '../../ui/list-states.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Columns } from '../../ui/section.tsx';
import { StatePill } from '../../ui/state-mark.tsx';
import { CertificateSection } from './certificate-section.tsx';
import { ChainSection } from './chain-section.tsx';
import { HistorySection } from './history-section.tsx';
import { LifetimeCard } from './lifetime-card.tsx';
import { RequestSection } from './request-section.tsx';
import { TrustpointActions } from './trustpoint-actions.tsx';
import { TrustpointNews } from './trustpoint-news.tsx';
import { trustpointQuery } from './trustpoints-queries.ts';
import { UsedBySection } from './used-by-section.tsx';

const route = getRouteApi('/trustpoints/$trustpointId');

export function TrustpointPage() {
  const { trustpointId } = route.useParams();
  const query = useQuery(trustpointQuery(trustpointId));
  if (query.data) return <TrustpointView key={trustpointId} trustpoint={query.data} />;
  return (
    <>
      <PageHeader trail={TRAIL} title="Trustpoint" name="Trustpoint" />
      {query.isError ? (
        <LoadError
          title="The trustpoint could not be loaded."
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <Skeleton label="Loading the trustpoint" />
      )}
    </>
  );
}

export function TrustpointView({ trustpoint }: { trustpoint: Trustpoint }) {
  const [error, setError] = useState<unknown>();
  const { name, state, certificate, chain, policy, usedBy } = trustpoint;
  return (
    <>
      <PageHeader
        trail={TRAIL}
        title={name}
        name={name}
        aside={<StatePill state={state} />}
        actions={<TrustpointActions trustpoint={trustpoint} onError={setError} />}
      >
        Policy{' '}
        <Link to="/policies/$policyId" params={{ policyId: policy.id }} className={inline.inline ?? ''}>
          {policy.name}
        </Link>
        {describeIssuer(trustpoint)}
      </PageHeader>
      {error !== undefined && (
        <LoadError title="It was not started." error={error} onRetry={() => setError(undefined)} />
      )}
      <TrustpointNews trustpoint={trustpoint} />
      <LifetimeCard trustpoint={trustpoint} />
      {certificate === null ? (
        <RequestSection trustpoint={trustpoint} />
      ) : (
        <WithSide
          side={
            (chain !== null || usedBy.some(({ kind }) => kind === 'service')) && (
              <>
                {chain && <ChainSection chain={chain} policy={policy} />}
                <UsedBySection usedBy={usedBy} />
              </>
            )
          }
        >
          <CertificateSection trustpoint={trustpoint} certificate={certificate} />
        </WithSide>
      )}
      <HistorySection trustpoint={trustpoint} />
    </>
  );
}

function WithSide({ side, children }: { side: ReactNode; children: ReactNode }) {
  return side === false ? children : <Columns main={children} side={side} />;
}

/** The CA by its common name, as far as there is one. */
function describeIssuer({ certificate, chain }: Trustpoint): string {
  if (certificate === null) return '';
  return `, enrolled with ${chain?.items[1]?.displayName ?? certificate.issuer}`;
}

const TRAIL = [
  <Link key="trustpoints" to="/trustpoints">
    Trustpoints
  </Link>,
];
