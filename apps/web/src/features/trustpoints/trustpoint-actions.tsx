import type { EnrollmentOperation, Trustpoint } from '@crypto-cmp/api';
import { IconKey, IconRefresh } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { runningEnrollmentIdOf, useStartEnrollment } from '../../api-client/start-enrollment.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatDate } from '../../ui/time.ts';
import { hasWorkingCertificate } from './in-use.ts';

interface TrustpointActionsProps {
  trustpoint: Trustpoint;
  onError: (error: unknown) => void;
}

/** They always act; before a working certificate is replaced they say so. */
export function TrustpointActions({ trustpoint, onError }: TrustpointActionsProps) {
  const [asking, setAsking] = useState<EnrollmentOperation>();
  const navigate = useNavigate();
  const start = useStartEnrollment();
  const { id, runningEnrollment: running } = trustpoint;
  const working = hasWorkingCertificate(trustpoint);

  const follow = (enrollmentId: string) => navigate({ to: '/enrollments/$enrollmentId', params: { enrollmentId } });

  async function run(operation: EnrollmentOperation) {
    onError(undefined);
    try {
      const enrollment = await start.mutateAsync({ trustpointId: id, operation });
      await follow(enrollment.id);
    } catch (error) {
      const other = runningEnrollmentIdOf(error);
      if (other !== undefined) await follow(other);
      else onError(error);
    } finally {
      setAsking(undefined);
    }
  }

  if (running !== null) {
    return (
      <LinkButton variant="primary" to="/enrollments/$enrollmentId" params={{ enrollmentId: running.id }}>
        See the {running.operation === 'renew' ? 'renewal' : 'enrollment'}
      </LinkButton>
    );
  }
  if (!working) {
    return (
      <Button
        variant="primary"
        busy={start.isPending}
        icon={<IconKey size={18} stroke={1.75} aria-hidden />}
        onClick={() => void run('enroll')}
      >
        {trustpoint.certificate === null ? 'Enroll' : 'Enroll anew'}
      </Button>
    );
  }
  return (
    <>
      <Button onClick={() => setAsking('enroll')}>Enroll anew…</Button>
      <Button
        variant="primary"
        icon={<IconRefresh size={18} stroke={1.75} aria-hidden />}
        onClick={() => setAsking('renew')}
      >
        Renew…
      </Button>
      {asking !== undefined && (
        <ReplaceDialog
          trustpoint={trustpoint}
          operation={asking}
          onKeep={() => setAsking(undefined)}
          onAct={() => run(asking)}
        />
      )}
    </>
  );
}

interface ReplaceDialogProps {
  trustpoint: Trustpoint;
  operation: EnrollmentOperation;
  onKeep: () => void;
  onAct: () => Promise<void>;
}

function ReplaceDialog({ trustpoint: { name, certificate, secret }, operation, onKeep, onAct }: ReplaceDialogProps) {
  const renew = operation === 'renew';
  const until = certificate === null ? '' : `, valid until ${formatDate(certificate.notAfter)},`;
  return (
    <ConfirmDialog
      title={renew ? `Renew ${name}?` : `Enroll ${name} anew?`}
      keep="Keep it"
      act={renew ? 'Renew' : 'Enroll anew'}
      danger={false}
      onKeep={onKeep}
      onAct={onAct}
    >
      The certificate in use{until} is replaced by a new one with a new key. It stays in use until the CA has confirmed
      the new one; if that fails, nothing changes.{' '}
      {renew
        ? 'The request is signed with the present certificate.'
        : secret.isSet
          ? 'The request is protected with the Secret, as if nothing were enrolled yet.'
          : 'No Secret is set, and this needs one.'}
    </ConfirmDialog>
  );
}
