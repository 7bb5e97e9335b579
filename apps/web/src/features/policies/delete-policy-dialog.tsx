import { ApiError, type PolicySummary, type Problem } from '@crypto-cmp/api';
import { useState } from 'react';

import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useDeletePolicy } from './policies-queries.ts';
import { UsedByList } from './used-by-list.tsx';

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
  const users = <UsedByList {...inUse} />;
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

function describeLoss(trustpoints: number): string {
  if (trustpoints === 1) return 'Its trustpoint goes with it.';
  return `Its ${trustpoints} trustpoints go with it.`;
}
