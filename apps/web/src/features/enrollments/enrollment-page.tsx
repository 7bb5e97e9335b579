import { type Enrollment, isRunning } from '@crypto-cmp/api';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';

import { enrollmentQuery } from '../../api-client/enrollment-query.ts';
import { LoadError, Skeleton } from '../../ui/list-states.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Columns, Section } from '../../ui/section.tsx';
import { EnrollmentActions } from './enrollment-actions.tsx';
import { EnrollmentHeader } from './enrollment-header.tsx';
import { Explanation } from './explanation.tsx';
import { FailedChecks } from './failed-checks.tsx';
import { Ladder } from './ladder.tsx';
import { nameBody, nameRole } from './ladder-rungs.ts';
import { Progress } from './progress.tsx';
import { ReceivedCertificate } from './received-certificate.tsx';
import { isDifference, RequestedIssued } from './requested-issued.tsx';
import { TransactionFacts } from './transaction-facts.tsx';

const route = getRouteApi('/enrollments/$enrollmentId');

export function EnrollmentPage() {
  const { enrollmentId } = route.useParams();
  const query = useQuery(enrollmentQuery(enrollmentId));
  if (query.data) return <EnrollmentView key={enrollmentId} enrollment={query.data} />;
  return (
    <>
      <PageHeader
        trail={[
          <Link key="enrollments" to="/enrollments">
            Enrollments
          </Link>,
        ]}
        title="Enrollment"
        name="Enrollment"
      />
      {query.isError ? (
        <LoadError
          title="The enrollment could not be loaded."
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <Skeleton label="Loading the enrollment" />
      )}
    </>
  );
}

export function EnrollmentView({ enrollment }: { enrollment: Enrollment }) {
  const [error, setError] = useState<unknown>();
  const { state, failure, received, comparison, messages } = enrollment;
  const running = isRunning(state);
  const failed = state === 'failed';
  const decisive = messages.findLast(({ checks }) => checks.some(({ verdict }) => verdict === 'failed'));
  return (
    <>
      <EnrollmentHeader
        enrollment={enrollment}
        actions={<EnrollmentActions enrollment={enrollment} onError={setError} />}
      />
      {error !== undefined && (
        <LoadError title="It was not started." error={error} onRetry={() => setError(undefined)} />
      )}
      {failed && failure && <Explanation enrollment={enrollment} failure={failure} />}
      {(running || state === 'succeeded') && <Progress enrollment={enrollment} />}
      {!running && comparison.some(isDifference) && <RequestedIssued comparison={comparison} />}

      <Section title="Messages" aside={<MessagesNote enrollment={enrollment} />}>
        <Ladder enrollment={enrollment} />
      </Section>

      {failed && decisive && <FailedChecks bodyType={nameBody(decisive.bodyType)} checks={decisive.checks} />}
      {received === null ? (
        <TransactionFacts enrollment={enrollment} />
      ) : (
        <Columns
          main={<ReceivedCertificate certificate={received} comparison={comparison} />}
          side={<TransactionFacts enrollment={enrollment} />}
        />
      )}
    </>
  );
}

function MessagesNote({ enrollment: { state, failover, server, servers, messages } }: { enrollment: Enrollment }) {
  if (failover !== null && server !== null) {
    const other = servers.find(({ role }) => role !== server.role);
    return other === undefined
      ? null
      : `${nameRole(other.role)} ${failover.skipped ? 'was known not to answer' : 'could not be reached'}, so ${nameRole(server.role)} was asked`;
  }
  if (isRunning(state)) {
    return (
      <>
        Live. Nothing is in use until the CA has sent <code>pkiConf</code>.
      </>
    );
  }
  return messages.length > 0 ? 'Each leads to its octets' : null;
}
