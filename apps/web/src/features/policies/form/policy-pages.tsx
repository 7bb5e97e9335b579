import type { Policy } from '@crypto-cmp/api';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { LoadError, Skeleton } from '../../../ui/list-states.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { formatCount } from '../../../ui/pager.tsx';
import { formatTimeWithSeconds } from '../../../ui/time.ts';
import { policyQuery } from '../policies-queries.ts';
import { PolicyEditor } from './policy-editor.tsx';
import { createPolicyForm, toPolicyForm } from './to-policy-form.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The policy was created a moment ago, on the page before this one. */
    savedAt?: string;
  }
}

export function NewPolicyPage() {
  const navigate = useNavigate();
  const [initial] = useState(createPolicyForm);
  const [created, setCreated] = useState<Policy>();

  // Not in `onSaved` itself: the form must have taken in the save first, or its guard asks about unsaved changes.
  useEffect(() => {
    if (created === undefined) return;
    const { id: policyId, updatedAt: savedAt } = created;
    void navigate({ to: '/policies/$policyId', params: { policyId }, replace: true, state: { savedAt } });
  }, [created, navigate]);

  return (
    <PolicyEditor
      initial={initial}
      policy={undefined}
      header={
        <PageHeader trail={TRAIL} crumb="New policy" title="New policy" name="New policy">
          You need the CA’s address and path, a Reference ID with its Secret, and the CA certificate.
        </PageHeader>
      }
      saved={false}
      onSaved={setCreated}
    />
  );
}

const route = getRouteApi('/policies/$policyId');

export function EditPolicyPage() {
  const { policyId } = route.useParams();
  const query = useQuery(policyQuery(policyId));
  if (query.data !== undefined) return <EditPolicy key={policyId} policy={query.data} />;
  return (
    <>
      <PageHeader
        trail={TRAIL}
        title={query.isError ? 'Policy' : <span className="dimmed">Policy</span>}
        name="Policy"
      />
      {query.isError ? (
        <LoadError title="The policy could not be loaded." error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton label="Loading the policy" rows={5} height={96} />
      )}
    </>
  );
}

function EditPolicy({ policy }: { policy: Policy }) {
  const [initial] = useState(() => toPolicyForm(policy));
  const { state } = useLocation();
  const [savedAt, setSavedAt] = useState(state.savedAt);
  const count = policy.trustpoints.length;

  return (
    <PolicyEditor
      initial={initial}
      policy={policy}
      header={
        <PageHeader trail={TRAIL} crumb={policy.name} title={`Edit ${policy.name}`} name={policy.name}>
          {count === 1 ? '1 trustpoint uses it.' : `${formatCount(count)} trustpoints use it.`} Saving touches no
          certificate; the next enrollment takes the new values.
        </PageHeader>
      }
      saved={
        savedAt !== undefined && (
          <span>
            Saved at {formatTimeWithSeconds(savedAt)} UTC.{' '}
            <Link to="/trustpoints" search={{ policy: policy.id }}>
              Go to its {count === 1 ? 'trustpoint' : 'trustpoints'} to enroll
            </Link>
          </span>
        )
      }
      onSaved={(saved) => setSavedAt(saved.updatedAt)}
    />
  );
}

const TRAIL = [
  <Link key="policies" to="/policies">
    Policies
  </Link>,
];
