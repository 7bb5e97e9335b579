import { LIMITS } from '@crypto-cmp/policy';

import { SelectField } from '../../../../ui/field/select-field.tsx';
import { SwitchField } from '../../../../ui/field/switch-field.tsx';
import { TextField } from '../../../../ui/field/text-field.tsx';
import classes from '../advanced-section.module.css';
import { FIRST, RENEWAL } from './choices.ts';
import { Part } from './part.tsx';
import { useAdvancedField } from './use-advanced-field.ts';

/** Which messages ask the CA for a certificate. */
export function MessageFields() {
  return (
    <Part title="Messages">
      <SelectField
        {...useAdvancedField('advanced.messages.firstMessage')}
        hint="Protected with the Secret"
        choices={FIRST}
      />
      <SelectField
        {...useAdvancedField('advanced.messages.renewalMessage')}
        hint="After expiry always as the first enrollment"
        choices={RENEWAL}
      />
      <TextField
        {...useAdvancedField('advanced.messages.certProfile')}
        className={classes.wide}
        optional
        limit={LIMITS.certProfile.max}
        hint="By this name the CA knows what to issue. Sent as certProfile"
      />
      <SwitchField
        {...useAdvancedField('advanced.messages.implicitConfirm')}
        className={classes.wide}
        hint="implicitConfirm: the CA may take a certificate for accepted without our certConf. A certificate that the console refuses is then not reported to it."
      />
    </Part>
  );
}
