import { LIMITS } from '@crypto-cmp/policy';

import { Counter } from '../../../ui/field/field.tsx';
import { SegmentedField } from '../../../ui/field/segmented-field.tsx';
import { TextField } from '../../../ui/field/text-field.tsx';
import columns from '../../../ui/form/form-section.module.css';
import { describeTypedName } from './describe-typed-name.ts';
import { usePolicyField } from './policy-form-context.ts';
import { SanFields } from './san-fields.tsx';
import { SecretFields } from './secret-fields.tsx';

/** Everything about one trustpoint; mounted only while its row is open. */
export function TrustpointFields({ index }: { index: number }) {
  const subjectName = usePolicyField(`trustpoints.${index}.subjectName`);
  const senderName = usePolicyField(`trustpoints.${index}.senderName`);
  const recipientName = usePolicyField(`trustpoints.${index}.recipientName`);
  return (
    <>
      <div className={columns.pair}>
        <TextField
          {...usePolicyField(`trustpoints.${index}.name`)}
          className={columns.wide}
          label="Name"
          limit={LIMITS.trustpointName.max}
          hint="Unique among all trustpoints"
        />
        <TextField
          {...subjectName}
          className={columns.wide}
          label="Subject Name"
          mono
          limit={LIMITS.subjectName.max}
          placeholder="CN=ap-7,O=Example"
          hint={describeTypedName(subjectName.value) ?? 'The name the certificate is for'}
        />
        <ReferenceIdFields index={index} />
        <SecretFields index={index} />
        <TextField
          {...senderName}
          label="Sender Name"
          mono
          limit={LIMITS.senderName.max}
          placeholder="CN=ap-7"
          hint={describeTypedName(senderName.value) ?? 'Who asks; must match what the CA expects'}
        />
        <TextField
          {...recipientName}
          label="Recipient Name"
          optional
          mono
          limit={LIMITS.recipientName.max}
          placeholder="CN=Network CA 2,O=…"
          hint={describeTypedName(recipientName.value) ?? 'Empty: whatever the trust anchors allow'}
        />
      </div>
      <SanFields index={index} />
    </>
  );
}

function ReferenceIdFields({ index }: { index: number }) {
  const format = usePolicyField(`trustpoints.${index}.referenceId.format`);
  const field = usePolicyField(`trustpoints.${index}.referenceId.value`);
  const isText = format.value === 'text';
  const { min, max } = LIMITS.referenceIdNumber;

  return (
    <>
      <SegmentedField
        {...format}
        label="Reference ID format"
        hint="Text for values above 256 or with letters"
        choices={REFERENCE_FORMATS}
      />
      <TextField
        {...field}
        label="Reference ID"
        mono
        {...(isText ? {} : { inputMode: 'numeric' as const })}
        aside={isText ? <Counter value={field.value} limit={LIMITS.referenceIdText.max} /> : undefined}
        hint={
          isText
            ? 'Exactly as the CA gave it: case and spaces count. Sent as senderKID.'
            : `${min} to ${max}, as the CA gave it. Sent as senderKID.`
        }
      />
    </>
  );
}

const REFERENCE_FORMATS = [
  { value: 'number', label: 'Number' },
  { value: 'text', label: 'Text' },
] as const;
