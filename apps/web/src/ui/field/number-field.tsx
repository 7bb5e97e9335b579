import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';

import { Field, type FieldProps } from './field.tsx';
import classes from './field.module.css';

interface NumberFieldProps extends Omit<FieldProps, 'group'> {
  /** As typed: it may be no number yet. */
  value: string;
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
  min: number;
  max: number;
  /** Shown behind the number: " days". */
  unit?: string;
}

/** A whole number with steps of one. What is typed is not cut off; the rules say what is wrong. */
export function NumberField({ value, onChange, onBlur, min, max, unit = '', ...field }: NumberFieldProps) {
  const number = /^-?[0-9]+$/.test(value) ? Number(value) : undefined;

  function step(by: number) {
    const next = number === undefined ? min : number + by;
    onChange(String(Math.max(min, Math.min(max, next))));
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    step(event.key === 'ArrowUp' ? 1 : -1);
  }

  return (
    <Field {...field}>
      {(control) => (
        <div className={classes.box}>
          <input
            {...control}
            role="spinbutton"
            type="text"
            inputMode="numeric"
            autoComplete="off"
            aria-valuenow={number}
            aria-valuemin={min}
            aria-valuemax={max}
            aria-valuetext={number === undefined ? undefined : `${number}${unit}`}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onBlur={onBlur}
          />
          {value !== '' && (
            <span className={classes.unit} aria-hidden>
              <span>{value}</span>
              {unit}
            </span>
          )}
          <span className={classes.steps} aria-hidden>
            <button type="button" tabIndex={-1} onClick={() => step(1)}>
              <IconChevronUp size={14} stroke={1.75} />
            </button>
            <button type="button" tabIndex={-1} onClick={() => step(-1)}>
              <IconChevronDown size={14} stroke={1.75} />
            </button>
          </span>
        </div>
      )}
    </Field>
  );
}
