import { LIMITS, SAN_TYPE_LABELS, SAN_TYPES, type SanType } from '@crypto-cmp/policy';
import { IconPlus, IconTrash } from '@tabler/icons-react';

import { useContext } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';

import { IconButton, TextButton } from '../../../ui/button.tsx';
import { type Choice, SelectField } from '../../../ui/field/select-field.tsx';
import { TextField } from '../../../ui/field/text-field.tsx';
import { describeTypedName } from './describe-typed-name.ts';
import { toFieldPointer } from './field-paths.ts';
import { focusField } from '../../../ui/form/focus-field.ts';
import { ListIssue } from './list-issue.tsx';
import type { PolicyForm, SanForm } from './policy-form.ts';
import classes from './policy-form.module.css';
import { RecheckContext, usePolicyField } from './policy-form-context.ts';
import { createSan } from './to-policy-form.ts';

export function SanFields({ index }: { index: number }) {
  const list = `trustpoints.${index}.subjectAltNames` as const;
  const names = useWatch<PolicyForm, typeof list>({ name: list });
  const { setValue, clearErrors } = useFormContext<PolicyForm>();
  const recheck = useContext(RecheckContext);
  const { max } = LIMITS.subjectAltNames;

  function change(next: SanForm[]) {
    // The errors below carry indexes, which mean other rows now: they are found again when their fields are left.
    clearErrors(list);
    setValue(list, next, { shouldDirty: true });
    recheck(list);
  }

  function add() {
    change([...names, createSan()]);
    focusField(toFieldPointer(`${list}.${names.length}.value`));
  }

  return (
    <div className={classes.sans}>
      <h4>Subject alternative names</h4>
      {names.map((name, at) => (
        <San
          // By place, too: a field's name must not change under a mounted input.
          key={keyAt(name, at)}
          name={`${list}.${at}`}
          bare={at > 0}
          // The first one is mandatory.
          onRemove={names.length === 1 ? undefined : () => change(names.toSpliced(at, 1))}
        />
      ))}
      <ListIssue name={list} />
      <div className={classes.addRow}>
        {names.length < max && (
          <TextButton className={classes.addSan} icon={<IconPlus size={16} stroke={1.75} aria-hidden />} onClick={add}>
            Add a SAN
          </TextButton>
        )}
        <span className={classes.small}>
          {names.length} of at most {max}
        </span>
      </div>
    </div>
  );
}

function keyAt({ key }: SanForm, place: number): string {
  return `${key} ${place}`;
}

interface SanProps {
  name: `trustpoints.${number}.subjectAltNames.${number}`;
  /** Its labels stand above already. */
  bare: boolean;
  onRemove: (() => void) | undefined;
}

function San({ name, bare, onRemove }: SanProps) {
  const type = usePolicyField(`${name}.type`);
  const value = usePolicyField(`${name}.value`);
  const { code, hint, placeholder } = KINDS[type.value];
  const readAs = type.value === 'distinguished-name' ? describeTypedName(value.value) : undefined;
  return (
    <div className={classes.san} data-bare={bare || undefined}>
      <SelectField {...type} bare={bare} label="SAN Type" choices={TYPE_CHOICES} dropdownWidth={300} />
      <TextField
        {...value}
        bare={bare}
        label="SAN Value"
        mono
        limit={LIMITS.sanValue.max}
        placeholder={placeholder}
        hint={readAs ?? `${hint}. Becomes ${code}`}
      />
      {onRemove && (
        <IconButton className={classes.sanRemove} label={`Delete SAN ${value.value}`.trim()} onClick={onRemove}>
          <IconTrash size={16} stroke={1.75} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

const KINDS: Record<SanType, { code: string; hint: string; placeholder: string }> = {
  'ip-address': { code: 'iPAddress', hint: 'IPv4 or IPv6', placeholder: '192.0.2.12' },
  'distinguished-name': { code: 'directoryName', hint: 'A distinguished name', placeholder: 'CN=ap-12,O=Example Rail' },
  email: { code: 'rfc822Name', hint: 'A mailbox', placeholder: 'name@example.net' },
  string: {
    code: 'otherName',
    hint: 'User Principal Name, which EAP-TLS servers read',
    placeholder: 'ap-12@example.net',
  },
  fqdn: { code: 'dNSName', hint: 'A host name with its domain', placeholder: 'ap-12.example.net' },
};

const DESCRIPTIONS: Record<SanType, string> = {
  'ip-address': 'IPv4 or IPv6',
  'distinguished-name': 'CN=ap-12,O=Example Rail',
  email: 'name@example.net',
  string: 'User Principal Name for EAP-TLS',
  fqdn: 'ap-12.example.net',
};

const TYPE_CHOICES: readonly Choice<SanType>[] = SAN_TYPES.map((type) => ({
  value: type,
  label: SAN_TYPE_LABELS[type],
  code: KINDS[type].code,
  description: DESCRIPTIONS[type],
}));
