import { LIMITS } from '@crypto-cmp/policy';
import { IconLock } from '@tabler/icons-react';

import { SecretField } from '../../ui/field/secret-field.tsx';
import { SegmentedField } from '../../ui/field/segmented-field.tsx';
import form from '../../ui/form/form-section.module.css';
import { formatDate } from '../../ui/time.ts';
import { useChannelField } from './use-channel-field.ts';

interface ChannelSecretProps {
  name: 'password' | 'secret';
  label: string;
  /** Since when one is stored; undefined while none is. */
  stored: string | undefined;
  hint: string;
}

/** Write-only: what is stored is kept or replaced, and never shown. Where none is stored there is the input alone. */
export function ChannelSecret({ name, label, stored, hint }: ChannelSecretProps) {
  const action = useChannelField(`${name}.action`);
  const replacing = action.value === 'replace';
  const width = name === 'secret' && !(replacing && stored) ? form.wide : undefined;
  if (stored === undefined) return <SecretInput name={name} label={label} hint={hint} className={width} />;
  return (
    <>
      <SegmentedField
        {...action}
        label={label}
        className={width}
        hint={
          <>
            <IconLock size={13} stroke={1.75} aria-hidden /> Set since {formatDate(stored)}. Nobody can read it back.
          </>
        }
        choices={ACTIONS}
      />
      {replacing && <SecretInput name={name} label={`New ${label}`} hint="Takes effect when you save" />}
    </>
  );
}

function SecretInput({
  name,
  ...looks
}: {
  name: ChannelSecretProps['name'];
  label: string;
  hint: string;
  className?: string | undefined;
}) {
  return <SecretField {...useChannelField(`${name}.value`)} {...looks} limit={LIMITS.secret.max} />;
}

/** Neither a sign-in without a password nor a message without a signature is of use: there is nothing to clear. */
const ACTIONS = [
  { value: 'keep', label: 'Keep' },
  { value: 'replace', label: 'Replace' },
] as const;
