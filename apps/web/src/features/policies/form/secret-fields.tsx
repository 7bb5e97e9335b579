import { LIMITS } from '@crypto-cmp/policy';
import { IconLock } from '@tabler/icons-react';
import { useWatch } from 'react-hook-form';

import { SecretField } from '../../../ui/field/secret-field.tsx';
import { SegmentedField } from '../../../ui/field/segmented-field.tsx';
import { formatDate } from '../../../ui/time.ts';
import columns from '../../../ui/form/form-section.module.css';
import type { PolicyForm, StoredRow } from './policy-form.ts';
import { usePolicyField } from './policy-form-context.ts';

/** Write-only: a stored Secret is kept, replaced or cleared, and never shown. A new trustpoint has the input alone. */
export function SecretFields({ index }: { index: number }) {
  const stored: StoredRow | undefined = useWatch<PolicyForm, `trustpoints.${number}.stored`>({
    name: `trustpoints.${index}.stored`,
  });
  const action = usePolicyField(`trustpoints.${index}.secret.action`);
  const replacing = action.value === 'replace';

  if (stored === undefined) {
    return (
      <SecretInput
        index={index}
        className={columns.wide}
        label="Secret"
        hint="The shared secret that the CA gave with the Reference ID. It proves who asks."
      />
    );
  }
  return (
    <>
      <SegmentedField
        {...action}
        label="Secret"
        className={replacing ? undefined : columns.wide}
        hint={<Hint stored={stored} cleared={action.value === 'clear'} />}
        choices={SECRET_ACTIONS}
      />
      {replacing && <SecretInput index={index} label="New Secret" hint="Takes effect when you save" />}
    </>
  );
}

function SecretInput({
  index,
  ...looks
}: {
  index: number;
  label: string;
  hint: string;
  className?: string | undefined;
}) {
  return <SecretField {...usePolicyField(`trustpoints.${index}.secret.value`)} {...looks} limit={LIMITS.secret.max} />;
}

function Hint({ stored: { secretSetAt, hasCertificate }, cleared }: { stored: StoredRow; cleared: boolean }) {
  if (cleared) {
    return hasCertificate
      ? 'Renewals are signed with the certificate. Should it expire or be revoked, enrolling again needs a new Secret.'
      : 'Without certificate and Secret nothing can be enrolled.';
  }
  if (secretSetAt === null) return 'None is set.';
  return (
    <>
      <IconLock size={13} stroke={1.75} aria-hidden /> Set since {formatDate(secretSetAt)}. Nobody can read it back.
    </>
  );
}

const SECRET_ACTIONS = [
  { value: 'keep', label: 'Keep' },
  { value: 'replace', label: 'Replace' },
  { value: 'clear', label: 'Clear' },
] as const;
