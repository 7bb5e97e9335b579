import { Select } from '@mantine/core';
import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import { IconSelector } from '@tabler/icons-react';
import type { Ref } from 'react';

import { Field, type FieldProps } from './field.tsx';
import classes from './field.module.css';

export interface Choice<T extends string> {
  value: T;
  label: string;
  /** Right in the first line, mono: "iPAddress". */
  code?: string;
  /** Second line. */
  description?: string;
  disabled?: boolean;
}

interface SelectFieldProps<T extends string> extends Omit<FieldProps, 'group'> {
  value: T;
  choices: readonly Choice<T>[];
  onChange: (value: T) => void;
  onBlur?: (() => void) | undefined;
  ref?: Ref<HTMLInputElement>;
  /** For choices wider than the input. */
  dropdownWidth?: number;
}

export function SelectField<T extends string>({
  value,
  choices,
  onChange,
  onBlur,
  ref,
  dropdownWidth,
  ...field
}: SelectFieldProps<T>) {
  const byValue = new Map<string, Choice<T>>(choices.map((choice) => [choice.value, choice]));
  return (
    <Field {...field}>
      {(control) => (
        <Select
          {...control}
          ref={ref}
          classNames={{ wrapper: classes.input ?? '', dropdown: classes.dropdown ?? '', option: classes.option ?? '' }}
          data={choices.map(({ value: key, label, disabled = false }) => ({ value: key, label, disabled }))}
          value={value}
          onChange={(next) => {
            const choice = byValue.get(next ?? '');
            if (choice) onChange(choice.value);
          }}
          onBlur={onBlur}
          allowDeselect={false}
          withCheckIcon={false}
          rightSection={<IconSelector size={16} stroke={1.75} aria-hidden />}
          maxDropdownHeight={320}
          comboboxProps={{
            offset: 6,
            transitionProps: { duration: 120 },
            ...(dropdownWidth === undefined ? {} : { width: dropdownWidth, position: 'bottom-start' as const }),
          }}
          renderOption={({ option }) => {
            const choice = byValue.get(option.value);
            return (
              <span className={classes.choice}>
                <b>{option.label}</b>
                {choice?.code !== undefined && <code>{choice.code}</code>}
                {choice?.description !== undefined && <small>{choice.description}</small>}
              </span>
            );
          }}
        />
      )}
    </Field>
  );
}
