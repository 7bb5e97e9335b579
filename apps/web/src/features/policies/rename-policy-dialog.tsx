import type { PolicySummary } from '@crypto-cmp/api';

import { Dialog } from '../../ui/dialog.tsx';
import { NameForm } from './name-form.tsx';
import { useRenamePolicy } from './policies-queries.ts';

export function RenamePolicyDialog({ policy, onClose }: { policy: PolicySummary; onClose: () => void }) {
  const rename = useRenamePolicy();
  return (
    <Dialog title={`Rename ${policy.name}`} onClose={onClose}>
      <NameForm
        initial={policy.name}
        hint="Unique among policies. Certificates and trustpoints stay as they are."
        act="Rename"
        onCancel={onClose}
        onSubmit={async (name) => {
          if (name !== policy.name) await rename.mutateAsync({ id: policy.id, name });
          onClose();
        }}
      />
    </Dialog>
  );
}
