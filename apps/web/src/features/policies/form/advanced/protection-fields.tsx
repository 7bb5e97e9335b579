import { LIMITS } from '@crypto-cmp/policy';

import { Range } from '../../../../ui/field/field.tsx';
import { NumberField } from '../../../../ui/field/number-field.tsx';
import { SegmentedField } from '../../../../ui/field/segmented-field.tsx';
import { SelectField } from '../../../../ui/field/select-field.tsx';
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

const KINDS = [
  { value: 'pbm', label: 'PBM' },
  { value: 'pbmac1', label: 'PBMAC1' },
] as const;

const KIND_HINTS = {
  pbm: 'PasswordBasedMac: what every CA knows',
  pbmac1: 'PBKDF2 and a MAC: newer and stronger, where the CA knows it',
};

const HASHES = [
  { value: 'sha1', label: 'SHA-1', description: 'Outdated' },
  { value: 'sha224', label: 'SHA-224' },
  { value: 'sha256', label: 'SHA-256' },
  { value: 'sha384', label: 'SHA-384' },
  { value: 'sha512', label: 'SHA-512' },
] as const;

const MACS = [
  { value: 'hmac-sha1', label: 'HMAC-SHA-1', description: 'Outdated' },
  { value: 'hmac-sha224', label: 'HMAC-SHA-224' },
  { value: 'hmac-sha256', label: 'HMAC-SHA-256' },
  { value: 'hmac-sha384', label: 'HMAC-SHA-384' },
  { value: 'hmac-sha512', label: 'HMAC-SHA-512' },
  { value: 'kmac128', label: 'KMAC128' },
  { value: 'kmac256', label: 'KMAC256' },
] as const;
