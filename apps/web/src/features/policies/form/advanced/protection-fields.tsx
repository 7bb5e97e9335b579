import { LIMITS } from '@crypto-cmp/policy';

import { Range } from '../../../../ui/field/field.tsx';
import { NumberField } from '../../../../ui/field/number-field.tsx';
import { SegmentedField } from '../../../../ui/field/segmented-field.tsx';
import { SelectField } from '../../../../ui/field/select-field.tsx';
import { HASHES, KINDS, MACS } from './choices.ts';
import { Part } from './part.tsx';
import { useAdvancedField } from './use-advanced-field.ts';

/** How a MAC is made of the Secret. */
export function ProtectionFields() {
  const kind = useAdvancedField('advanced.protection.kind');
  return (
    <Part
      title="Protection of requests"
      hint="Where the Secret protects them. With a certificate they are signed, by the algorithm that belongs to its key."
    >
      <SegmentedField {...kind} choices={KINDS} hint={KIND_HINTS[kind.value]} />
      <SelectField {...useAdvancedField('advanced.protection.hash')} hint="Iterated over the Secret" choices={HASHES} />
      <SelectField {...useAdvancedField('advanced.protection.mac')} hint="Made of each message" choices={MACS} />
      <NumberField
        {...useAdvancedField('advanced.protection.iterations')}
        {...LIMITS.macIterations}
        aside={<Range>{describe(LIMITS.macIterations)}</Range>}
        hint="More make guessing a Secret dearer; some CAs refuse many"
      />
      <NumberField
        {...useAdvancedField('advanced.protection.saltOctets')}
        {...LIMITS.macSaltOctets}
        unit=" octets"
        aside={<Range>{describe(LIMITS.macSaltOctets)}</Range>}
        hint="Random, new for each enrollment"
      />
    </Part>
  );
}

export function describe({ min, max }: { min: number; max: number }): string {
  return `${min.toLocaleString('en')} to ${max.toLocaleString('en')}`;
}

const KIND_HINTS = {
  pbm: 'PasswordBasedMac: what every CA knows',
  pbmac1: 'PBKDF2 and a MAC: newer and stronger, where the CA knows it',
};
