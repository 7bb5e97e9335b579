import { Input } from '@mantine/core';
import '@mantine/core/styles/Input.layer.css';
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
  autoComplete?: string;
  type?: 'text' | 'password' | undefined;
  left?: ReactNode;
  right?: ReactNode;
  rightWidth?: number;
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
  autoComplete = 'off',
  type = 'text',
  left,
  right,
  rightWidth,
  ...field
}: TextFieldProps) {
  return (
    <Field aside={limit === undefined ? undefined : <Counter value={value} limit={limit} />} {...field}>
      {(control) => (
        <Input
          {...control}
          ref={ref}
          classNames={{ wrapper: classes.input ?? '' }}
          wrapperProps={mono ? { 'data-mono': true } : {}}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onBlur={onBlur}
          placeholder={placeholder}
          type={type}
          inputMode={inputMode}
          autoComplete={autoComplete}
          spellCheck={false}
          leftSection={left}
          rightSection={right}
          rightSectionPointerEvents="all"
          {...(rightWidth === undefined ? {} : { rightSectionWidth: rightWidth })}
        />
      )}
    </Field>
  );
}

/** One line that grows with its text. */
export function TextAreaField({
  value,
  onChange,
  onBlur,
  ref,
  limit,
  placeholder,
  ...field
}: Omit<TextFieldProps, 'ref' | 'mono' | 'left' | 'right'> & { ref?: Ref<HTMLTextAreaElement> }) {
  return (
    <Field aside={limit === undefined ? undefined : <Counter value={value} limit={limit} />} {...field}>
      {(control) => (
        <Input
          component="textarea"
          multiline
          rows={1}
          {...control}
          ref={ref}
          classNames={{ wrapper: classes.input ?? '' }}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onBlur={onBlur}
          placeholder={placeholder}
        />
      )}
    </Field>
  );
}
