import type { PolicySummary } from '@crypto-cmp/api';
import { IconCopy, IconForms, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';

import { RowAction, RowMenu, RowMenuLine } from '../../ui/row-menu.tsx';
import type { PolicyAction } from './policy-actions.tsx';

export function PolicyMenu({ policy, onAction }: { policy: PolicySummary; onAction: (action: PolicyAction) => void }) {
  const navigate = useNavigate();
  return (
    <RowMenu label={`Actions for ${policy.name}`}>
      <RowAction
        icon={<IconCopy size={16} stroke={1.75} aria-hidden />}
        onSelect={() => void navigate({ to: '/policies/$policyId/copy', params: { policyId: policy.id } })}
      >
        Copy
      </RowAction>
      <RowAction
        icon={<IconForms size={16} stroke={1.75} aria-hidden />}
        onSelect={() => onAction({ kind: 'rename', policy })}
      >
        Rename
      </RowAction>
      <RowMenuLine />
      <RowAction
        danger
        icon={<IconTrash size={16} stroke={1.75} aria-hidden />}
        onSelect={() => onAction({ kind: 'delete', policy })}
      >
        Delete…
      </RowAction>
    </RowMenu>
  );
}
