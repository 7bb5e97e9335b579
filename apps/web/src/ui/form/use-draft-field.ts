import { toPointer } from '@crypto-cmp/policy';
import { type FieldPath, type FieldPathValue, type FieldValues, useController } from 'react-hook-form';

import { afterPress } from '../after-press.ts';

export interface DraftField<V> {
  /** The API's JSON pointer. */
  id: string;
  value: V;
  onChange: (value: V) => void;
  onBlur: () => void;
  error: string | undefined;
}

/** One field of the form around: its value, and what the field layer needs to show it. */
export function useDraftField<Form extends FieldValues, Name extends FieldPath<Form>>(
  name: Name,
): DraftField<FieldPathValue<Form, Name>> {
  const { field, fieldState } = useController<Form, Name>({ name });
  return {
    id: toPointer(name.split('.')),
    value: field.value,
    onChange: field.onChange,
    onBlur: () => afterPress(field.onBlur),
    error: fieldState.error?.message,
  };
}
