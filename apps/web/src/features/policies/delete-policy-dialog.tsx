import { ApiError, type PolicySummary, type Problem } from '@crypto-cmp/api';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import classes from './delete-policy-dialog.module.css';
import { useDeletePolicy } from './policies-queries.ts';

type InUse = Extract<Problem, { code: 'policy-in-use' | 'trustpoint-in-use' }>;

/** Asks, and when the policy is in use says by what, and asks again where it may be deleted all the same. */
export function DeletePolicyDialog({ policy, onClose }: { policy: PolicySummary; onClose: () => void }) {
  const [inUse, setInUse] = useState<InUse>();
  const remove = useDeletePolicy();

  async function run(force: boolean) {
    try {
      await remove.mutateAsync({ policy, force });
    } catch (error) {
      const problem = error instanceof ApiError ? error.problem : undefined;
      if (problem?.code !== 'policy-in-use') throw error;
      setInUse(problem);
      return;
    }
    onClose();
    showToast(`${policy.name} is deleted`);
  }

  if (inUse === undefined) {
    return (
      <ConfirmDialog
        title={`Delete ${policy.name}?`}
        keep="Keep"
        act="Delete policy"
        onKeep={onClose}
        onAct={() => run(false)}
      >
        {describeLoss(policy.trustpointCount)} This cannot be undone.
      </ConfirmDialog>
    );
  }
  const users = <Users inUse={inUse} />;
  return inUse.canForce ? (
    <ConfirmDialog
      key="in-use"
      title={`${policy.name} is in use. Delete it all the same?`}
      keep="Keep"
      act="Delete with its certificates"
      onKeep={onClose}
      onAct={() => run(true)}
    >
      {users}
    </ConfirmDialog>
  ) : (
    <Dialog
      title={`${policy.name} cannot be deleted now`}
      onClose={onClose}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      {users}
    </Dialog>
  );
}

function Users({ inUse }: { inUse: InUse }) {
  const shown = inUse.usedBy.slice(0, SHOWN);
  return (
    <>
      <p>{inUse.detail}</p>
      <ul className={classes.users}>
        {shown.map((user) => (
          <li key={`${user.kind} ${user.trustpoint.id} ${user.detail}`}>
            <Link to="/trustpoints/$trustpointId" params={{ trustpointId: user.trustpoint.id }}>
              {user.trustpoint.name}
            </Link>
            <span className="dimmed">{user.detail}</span>
          </li>
        ))}
      </ul>
      {inUse.usedBy.length > SHOWN && <p className="dimmed">and {inUse.usedBy.length - SHOWN} more</p>}
    </>
  );
}

function describeLoss(trustpoints: number): string {
  if (trustpoints === 1) return 'Its trustpoint goes with it.';
  return `Its ${trustpoints} trustpoints go with it.`;
}

const SHOWN = 8;
