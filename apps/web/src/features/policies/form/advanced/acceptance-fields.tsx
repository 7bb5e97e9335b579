import { LIMITS } from '@crypto-cmp/policy';

import { Range } from '../../../../ui/field/field.tsx';
import { NumberField } from '../../../../ui/field/number-field.tsx';
import { SelectField } from '../../../../ui/field/select-field.tsx';
import { SwitchField } from '../../../../ui/field/switch-field.tsx';
import { TextField } from '../../../../ui/field/text-field.tsx';
import { describeTypedName } from '../describe-typed-name.ts';
import classes from '../advanced-section.module.css';
import { REDIRECTS } from './choices.ts';
import { Part } from './part.tsx';
import { describe } from './protection-fields.tsx';
import { useAdvancedField } from './use-advanced-field.ts';

/** What is taken from the CMP server: each leniency with its risk. */
export function AcceptanceFields() {
  const sender = useAdvancedField('advanced.acceptance.sender');
  return (
    <Part
      title="What is accepted"
      hint="A certificate is never taken without protection, nor one for another key, nor encrypted by the outdated EncryptedValue."
    >
      <TextField
        {...sender}
        className={classes.wide}
        mono
        optional
        limit={LIMITS.expectedSender.max}
        hint={
          describeTypedName(sender.value) ??
          'The name that the CA’s messages must bear. Empty: Recipient Name, if there is one'
        }
      />
      <SwitchField
        {...useAdvancedField('advanced.acceptance.signedAnswers')}
        className={classes.wide}
        hint="Signed answers to requests under the Secret, where the signer chains to a trust anchor. Many CAs sign all answers. Risk: every signer below the trust anchors counts, unless a sender is expected."
      />
      <SwitchField
        {...useAdvancedField('advanced.acceptance.unprotectedErrors')}
        className={classes.wide}
        hint="A refusal without protection ends the enrollment. Risk: whoever can write to the connection can make enrollments fail. It never makes one succeed."
      />
      <SwitchField
        {...useAdvancedField('advanced.acceptance.changedNames')}
        className={classes.wide}
        hint="A certificate with other names than requested, where the CA says grantedWithMods. Risk: its user may not be found, or be taken for another. The enrollment shows each difference."
      />
      <NumberField
        {...useAdvancedField('advanced.acceptance.clockSkewSeconds')}
        {...LIMITS.clockSkewSeconds}
        unit=" s"
        aside={<Range>{describe(LIMITS.clockSkewSeconds)}</Range>}
        hint="How far messageTime may be off. Risk of more: old messages pass for new ones"
      />
      <SelectField
        {...useAdvancedField('advanced.acceptance.redirects')}
        hint="Whether a request goes where HTTP says"
        choices={REDIRECTS}
      />
      <NumberField
        {...useAdvancedField('advanced.acceptance.minIterations')}
        {...LIMITS.acceptedIterations}
        aside={<Range>{describe(LIMITS.acceptedIterations)}</Range>}
        hint="In the CA’s MAC. Fewer make guessing a Secret cheaper"
      />
      <NumberField
        {...useAdvancedField('advanced.acceptance.maxIterations')}
        {...LIMITS.acceptedIterations}
        aside={<Range>{describe(LIMITS.acceptedIterations)}</Range>}
        hint="In the CA’s MAC. Risk of more: one answer can keep the console busy"
      />
    </Part>
  );
}
