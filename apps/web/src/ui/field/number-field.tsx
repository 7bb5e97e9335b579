import { NumberInput } from '@mantine/core';
import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/NumberInput.layer.css';
import type { Ref } from 'react';

import { Field, type FieldProps } from './field.tsx';
import classes from './field.module.css';

interface NumberFieldProps extends Omit<FieldProps, 'group'> {
  /** A string while what is typed is no number. */
  value: number | string;
  onChange: (value: number | string) => void;
  onBlur?: (() => void) | undefined;
  ref?: Ref<HTMLInputElement>;
  suffix?: string;
  min?: number;
  max?: number;
}

export function NumberField({ value, onChange, onBlur, ref, suffix, min, max, ...field }: NumberFieldProps) {
  return (
    <Field {...field}>
      {(control) => (
        <NumberInput
          {...control}
          ref={ref}
          classNames={{ wrapper: classes.input ?? '' }}
          value={value}
          onChange={onChange}
          onBlur={onBlur}
          clampBehavior="none"
          allowDecimal={false}
          {...(suffix === undefined ? {} : { suffix })}
          {...(min === undefined ? {} : { min })}
          {...(max === undefined ? {} : { max })}
        />
      )}
    </Field>
  );
}
