import { LIMITS } from '@crypto-cmp/policy';
import { memo } from 'react';

import { type Choice, SelectField } from '../../../ui/field/select-field.tsx';
import { TextAreaField, TextField } from '../../../ui/field/text-field.tsx';
import { KEY_LABELS } from '../key-labels.ts';
import { FormSection } from '../../../ui/form/form-section.tsx';
import columns from '../../../ui/form/form-section.module.css';
import type { PolicyForm } from './policy-form.ts';
import { usePolicyField } from './policy-form-context.ts';

export const GeneralSection = memo(function GeneralSection() {
  return (
    <FormSection title="Policy">
      <div className={columns.pair}>
        <TextField
          {...usePolicyField('name')}
          label="Name"
          limit={LIMITS.policyName.max}
          hint="Unique among policies"
        />
        <SelectField
          {...usePolicyField('keyType')}
          label="Key"
          hint="New key pair for each enrollment"
          choices={KEY_CHOICES}
        />
        <TextAreaField
          {...usePolicyField('description')}
          className={columns.wide}
          label="Description"
          optional
          limit={LIMITS.description.max}
        />
      </div>
    </FormSection>
  );
});

// Object.entries forgets that the keys are key types.
const KEY_CHOICES = Object.entries(KEY_LABELS).map(([value, label]) => ({ value, label })) as Choice<
  PolicyForm['keyType']
>[];
