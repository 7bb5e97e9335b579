import { createContext, useContext, useMemo } from 'react';
import { get, useController, useFormContext, useFormState } from 'react-hook-form';

import { afterPress } from '../../../ui/after-press.ts';
import type { Repair } from '../../../ui/field/field.tsx';
import { applyRepair } from './apply-repair.ts';
import { toFieldPointer, type PolicyPath } from './field-paths.ts';
import { focusField } from '../../../ui/form/focus-field.ts';
import { loadedJudge } from './load-judge.ts';
import type { PolicyForm } from './policy-form.ts';
import type { PathValue } from 'react-hook-form';

/** Judges again what is marked as wrong, after a change anywhere: a name may clash with that of another row. */
export const RecheckContext = createContext<(changed: PolicyPath) => void>(() => {});

export interface PolicyField<V> {
  /** The API's JSON pointer. */
  id: string;
  value: V;
  onChange: (value: V) => void;
  onBlur: () => void;
  error: string | undefined;
  repair: Repair | undefined;
}

/** One field: its value, and what the field layer needs to show it. Judged when it is left, then at each change while it is wrong. */
export function usePolicyField<N extends PolicyPath>(name: N): PolicyField<PathValue<PolicyForm, N>> {
  const { field, fieldState } = useController<PolicyForm, N>({ name });
  const recheck = useContext(RecheckContext);
  const error = fieldState.error?.message;
  return {
    id: toFieldPointer(name),
    value: field.value,
    onChange(value) {
      field.onChange(value);
      recheck(name);
    },
    onBlur: () => afterPress(field.onBlur),
    error,
    repair: useRepair(name, error),
  };
}

/** The message of a list as a whole, such as "A Primary is needed". */
export function useListError(name: PolicyPath): string | undefined {
  const { errors } = useFormState<PolicyForm>({ name });
  const root: unknown = get(errors, `${name}.root.message`) ?? get(errors, `${name}.message`);
  return typeof root === 'string' ? root : undefined;
}

/** The form library keeps an error's message alone; the change that would put it right is asked for again. */
function useRepair(name: PolicyPath, error: string | undefined): Repair | undefined {
  const form = useFormContext<PolicyForm>();
  const recheck = useContext(RecheckContext);
  return useMemo(() => {
    if (error === undefined) return undefined;
    const pointer = toFieldPointer(name);
    const repair = loadedJudge()?.findRepair(form.getValues(), pointer, error);
    if (repair === undefined) return undefined;
    return {
      label: repair.label,
      onRepair() {
        applyRepair(form, repair);
        recheck(name);
        focusField(pointer);
      },
    };
  }, [error, form, name, recheck]);
}
