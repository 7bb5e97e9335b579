import type { HTMLAttributes, ReactNode, Ref } from 'react';

import { type ControlProps, Counter, Field, type FieldProps } from './field.tsx';
import classes from './field.module.css';

interface TypedFieldProps extends Omit<FieldProps, 'group'> {
  value: string;
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
  /** Code points; shown as a counter, not enforced while typing. */
  limit?: number | undefined;
  mono?: boolean;
  placeholder?: string | undefined;
}

export interface TextFieldProps extends TypedFieldProps {
  ref?: Ref<HTMLInputElement>;
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  type?: 'text' | 'password' | undefined;
  autoComplete?: string;
  /** Inside, at the right end. */
  right?: ReactNode;
}

export function TextField({ ref, inputMode, type = 'text', autoComplete = 'off', right, ...typed }: TextFieldProps) {
  return (
    <TypedField {...typed} right={right}>
      {(control) => <input {...control} ref={ref} type={type} inputMode={inputMode} autoComplete={autoComplete} />}
    </TypedField>
  );
}

/** Lines that grow with their text. */
export function TextAreaField({
  ref,
  rows = 1,
  ...typed
}: TypedFieldProps & { ref?: Ref<HTMLTextAreaElement>; rows?: number }) {
  return <TypedField {...typed}>{(control) => <textarea {...control} ref={ref} rows={rows} />}</TypedField>;
}

/** What both have in common: the field around, and what is typed. */
function TypedField({
  value,
  onChange,
  onBlur,
  limit,
  mono = false,
  placeholder,
  right,
  children,
  ...field
}: TypedFieldProps & { right?: ReactNode; children: (control: TypedControl) => ReactNode }) {
  return (
    <Field aside={limit === undefined ? undefined : <Counter value={value} limit={limit} />} {...field}>
      {(control) => (
        <div className={classes.box} data-mono={mono || undefined}>
          {children({
            ...control,
            value,
            onChange: (event) => onChange(event.currentTarget.value),
            onBlur,
            placeholder,
            spellCheck: false,
          })}
          {right}
        </div>
      )}
    </Field>
  );
}

interface TypedControl extends ControlProps {
  value: string;
  onChange: (event: { currentTarget: { value: string } }) => void;
  onBlur: (() => void) | undefined;
  placeholder: string | undefined;
  spellCheck: boolean;
}
