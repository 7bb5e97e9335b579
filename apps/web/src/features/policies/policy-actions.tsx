import type { PolicySummary } from '@crypto-cmp/api';
import { useState } from 'react';

import { DeletePolicyDialog } from './delete-policy-dialog.tsx';
import { RenamePolicyDialog } from './rename-policy-dialog.tsx';

export interface PolicyAction {
  kind: 'rename' | 'delete';
  policy: PolicySummary;
}

/** Which action's dialog is open. */
export function usePolicyActions() {
  const [action, setAction] = useState<PolicyAction>();
  return { action, ask: setAction, onClose: () => setAction(undefined) };
}

export function PolicyActions({ action, onClose }: { action: PolicyAction | undefined; onClose: () => void }) {
  if (action === undefined) return null;
  const props = { policy: action.policy, onClose };
  return action.kind === 'rename' ? <RenamePolicyDialog {...props} /> : <DeletePolicyDialog {...props} />;
}
