import { LIMITS } from '@crypto-cmp/policy';
import { memo } from 'react';

import { Range } from '../../../ui/field/field.tsx';
import { NumberField } from '../../../ui/field/number-field.tsx';
import { type Choice, SelectField } from '../../../ui/field/select-field.tsx';
import { TextAreaField, TextField } from '../../../ui/field/text-field.tsx';
import { KEY_LABELS } from '../key-labels.ts';
import { FormSection } from '../../../ui/form/form-section.tsx';
import type { PolicyForm } from './policy-form.ts';
import classes from './policy-form.module.css';
import { usePolicyField } from './policy-form-context.ts';

export const GeneralSection = memo(function GeneralSection() {
  const timeout = usePolicyField('certificateRenewalTimeout');
  const { min, max } = LIMITS.certificateRenewalTimeout;

  return (
    <FormSection title="Policy">
      <div className={classes.pair}>
        <TextField
          {...usePolicyField('name')}
          label="Name"
          limit={LIMITS.policyName.max}
          hint="Unique among policies"
        />
        <NumberField
          {...timeout}
          label="Certificate Renewal Timeout"
          note="lead time"
          aside={
            <Range>
              {min} to {max}
            </Range>
          }
          hint="Renewal starts this many days before expiry"
          unit={timeout.value === '1' ? ' day' : ' days'}
          min={min}
          max={max}
        />
        <SelectField
          {...usePolicyField('keyType')}
          label="Key"
          hint="New key pair for each enrollment"
          choices={KEY_CHOICES}
        />
        <TextAreaField {...usePolicyField('description')} label="Description" optional limit={LIMITS.description.max} />
      </div>
    </FormSection>
  );
});

// Object.entries forgets that the keys are key types.
const KEY_CHOICES = Object.entries(KEY_LABELS).map(([value, label]) => ({ value, label })) as Choice<
  PolicyForm['keyType']
>[];
