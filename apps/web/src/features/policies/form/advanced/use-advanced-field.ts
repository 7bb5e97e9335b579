import type { PathValue } from 'react-hook-form';

import { ADVANCED_LABELS } from '../advanced-labels.ts';
import { type PolicyPath, toFieldPointer } from '../field-paths.ts';
import type { PolicyForm } from '../policy-form.ts';
import { type PolicyField, usePolicyField } from '../policy-form-context.ts';
import { useWarning } from '../warnings-context.ts';

type AdvancedPath = Extract<PolicyPath, `advanced.${string}.${string}`>;

interface AdvancedField<V> extends PolicyField<V> {
  label: string;
  warning: string | undefined;
}

/** One advanced setting, under its label, with what is said against its value. */
export function useAdvancedField<N extends AdvancedPath>(name: N): AdvancedField<PathValue<PolicyForm, N>> {
  const [, section = '', key = ''] = name.split('.');
  // The path is one of a section and a field that have labels.
  const label = String(Reflect.get(Reflect.get(ADVANCED_LABELS, section) as object, key));
  return { ...usePolicyField(name), label, warning: useWarning(toFieldPointer(name)) };
}
