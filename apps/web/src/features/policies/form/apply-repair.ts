import type { Repair } from '@crypto-cmp/policy';
import type { UseFormReturn } from 'react-hook-form';

import { toPath } from './field-paths.ts';
import type { PolicyForm } from './policy-form.ts';

/** Sets what a repair says where it says. */
export function applyRepair(
  { setValue }: Pick<UseFormReturn<PolicyForm>, 'setValue'>,
  { pointer, value }: Repair,
): void {
  // The schema made the pointer and the value for each other.
  setValue(toPath(pointer), toFormValue(value) as PolicyForm['name'], { shouldDirty: true, shouldTouch: true });
}

/** In the form numbers are what was typed. */
function toFormValue(value: Repair['value']): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toFormValue(inner)]));
}
