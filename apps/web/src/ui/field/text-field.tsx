import type { HTMLAttributes, ReactNode, Ref } from 'react';

import { Counter, Field, type FieldProps } from './field.tsx';
import classes from './field.module.css';

export interface TextFieldProps extends Omit<FieldProps, 'group'> {
  value: string;
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
  ref?: Ref<HTMLInputElement>;
  /** Code points; shown as a counter, not enforced while typing. */
  limit?: number | undefined;
  mono?: boolean;
  placeholder?: string | undefined;
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  type?: 'text' | 'password' | undefined;
  autoComplete?: string;
  /** Inside, at the right end. */
  right?: ReactNode;
}

export function TextField({
  value,
  onChange,
  onBlur,
  ref,
  limit,
  mono = false,
  placeholder,
  inputMode,
  type = 'text',
  autoComplete = 'off',
  right,
  ...field
}: TextFieldProps) {
  return (
    <Field aside={limit === undefined ? undefined : <Counter value={value} limit={limit} />} {...field}>
      {(control) => (
        <div className={classes.box} data-mono={mono || undefined}>
          <input
            {...control}
            ref={ref}
            type={type}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
            onBlur={onBlur}
            placeholder={placeholder}
            inputMode={inputMode}
            autoComplete={autoComplete}
            spellCheck={false}
          />
          {right}
        </div>
      )}
    </Field>
  );
}

type TextAreaFieldProps = Omit<TextFieldProps, 'ref' | 'right' | 'type' | 'autoComplete' | 'inputMode'> & {
  ref?: Ref<HTMLTextAreaElement>;
  rows?: number;
};

/** Lines that grow with their text. */
export function TextAreaField({
  value,
  onChange,
  onBlur,
  ref,
  limit,
  mono = false,
  placeholder,
  rows = 1,
  ...field
}: TextAreaFieldProps) {
  return (
    <Field aside={limit === undefined ? undefined : <Counter value={value} limit={limit} />} {...field}>
      {(control) => (
        <div className={classes.box} data-mono={mono || undefined}>
          <textarea
            {...control}
            ref={ref}
            rows={rows}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
            onBlur={onBlur}
            placeholder={placeholder}
            spellCheck={false}
          />
        </div>
      )}
    </Field>
  );
}
