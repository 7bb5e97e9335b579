import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Policy } from '@crypto-cmp/api';
import { copyName, LIMITS } from '@crypto-cmp/policy';

import { LoadError, Skeleton } from '../../ui/list-states.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { NameForm } from './name-form.tsx';
import { policyQuery, useCopyPolicy } from './policies-queries.ts';

const route = getRouteApi('/policies/$policyId/copy');

export function CopyPolicyPage() {
  const { policyId } = route.useParams();
  const query = useQuery(policyQuery(policyId));
  return (
    <>
      <PageHeader
        trail={[
          <Link key="policies" to="/policies">
            Policies
          </Link>,
        ]}
        crumb={query.data && `Copy ${query.data.name}`}
        title={query.data ? `Copy ${query.data.name}` : 'Copy'}
        name="Copy policy"
      >
        {query.data && describeCopy(query.data)}
      </PageHeader>
      {query.isError && (
        <LoadError title="The policy could not be loaded." error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton label="Loading the policy" rows={1} height={96} />}
      {query.data && <CopyForm policy={query.data} />}
    </>
  );
}

function CopyForm({ policy }: { policy: Policy }) {
  const navigate = route.useNavigate();
  const copy = useCopyPolicy();
  return (
    <div style={{ maxWidth: 480 }}>
      <NameForm
        initial={copyName(policy.name, LIMITS.policyName, () => false)}
        hint="Unique among policies"
        act="Copy policy"
        onCancel={() => void navigate({ to: '/policies' })}
        onSubmit={async (name) => {
          const made = await copy.mutateAsync({ id: policy.id, name });
          await navigate({ to: '/policies/$policyId', params: { policyId: made.id } });
        }}
      />
    </div>
  );
}

function describeCopy({ trustpoints }: Policy): string {
  const [first] = trustpoints;
  if (first === undefined) return 'Servers, key and trust anchors are copied.';
  const example = copyName(first.name, LIMITS.trustpointName, () => false);
  const rows =
    trustpoints.length === 1
      ? `Its trustpoint is copied as ${example}`
      : `Its ${trustpoints.length} trustpoints are copied with new names such as ${example}`;
  return `${rows}, with the same Secrets. No certificate is copied: each must be enrolled.`;
}
