import { type Enrollment, isRunning } from '@crypto-cmp/api';
import { IconCertificate, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../../api-client/client.ts';
import { enrollmentQuery } from '../../api-client/enrollment-query.ts';
import { runningEnrollmentIdOf, useStartEnrollment } from '../../api-client/start-enrollment.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatDate } from '../../ui/time.ts';

interface EnrollmentActionsProps {
  enrollment: Enrollment;
  onError: (error: unknown) => void;
}

export function EnrollmentActions({ enrollment, onError }: EnrollmentActionsProps) {
  const { state, canCancel, trustpoint } = enrollment;
  if (isRunning(state)) return canCancel ? <CancelButton enrollment={enrollment} /> : null;
  if (state === 'succeeded') {
    return (
      <LinkButton
        variant="primary"
        to="/trustpoints/$trustpointId"
        params={{ trustpointId: trustpoint.id }}
        icon={<IconCertificate size={18} stroke={1.75} aria-hidden />}
      >
        See the certificate
      </LinkButton>
    );
  }
  return <AgainButton enrollment={enrollment} onError={onError} />;
}

/** Starts the same again and goes to its page; when one runs already, to that one. */
function AgainButton({ enrollment: { trustpoint, operation }, onError }: EnrollmentActionsProps) {
  const navigate = useNavigate();
  const start = useStartEnrollment();

  async function tryAgain() {
    onError(undefined);
    try {
      const { id } = await start.mutateAsync({ trustpointId: trustpoint.id, operation });
      await navigate({ to: '/enrollments/$enrollmentId', params: { enrollmentId: id } });
    } catch (error) {
      const running = runningEnrollmentIdOf(error);
      if (running === undefined) onError(error);
      else await navigate({ to: '/enrollments/$enrollmentId', params: { enrollmentId: running } });
    }
  }

  return (
    <Button
      variant="primary"
      busy={start.isPending}
      icon={<IconRefresh size={18} stroke={1.75} aria-hidden />}
      onClick={() => void tryAgain()}
    >
      Try again
    </Button>
  );
}

function CancelButton({ enrollment: { id, operation, trustpoint, replaces } }: { enrollment: Enrollment }) {
  const [asking, setAsking] = useState(false);
  const queryClient = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => api.enrollments.cancel({ params: { id } }),
    onSuccess: (enrollment) => queryClient.setQueryData(enrollmentQuery(id).queryKey, enrollment),
  });
  const noun = operation === 'renew' ? 'renewal' : 'enrollment';
  return (
    <>
      <Button onClick={() => setAsking(true)}>Cancel…</Button>
      {asking && (
        <ConfirmDialog
          title={`Cancel the ${noun} of ${trustpoint.name}?`}
          keep="Let it run"
          act={`Cancel ${noun}`}
          onKeep={() => setAsking(false)}
          onAct={async () => {
            await cancel.mutateAsync();
            setAsking(false);
          }}
        >
          The console stops here and uses no certificate that the CA may have issued meanwhile.{' '}
          {replaces === null
            ? 'The trustpoint stays empty.'
            : `The old certificate stays in use until ${formatDate(replaces.notAfter)}.`}
        </ConfirmDialog>
      )}
    </>
  );
}
