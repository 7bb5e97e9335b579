import { IconSelector } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';

import { useFloating } from '../use-floating.ts';
import { type ControlProps, Field, type FieldProps } from './field.tsx';
import classes from './select-field.module.css';

export interface Choice<T extends string> {
  value: T;
  label: string;
  /** Right in the first line, mono: "iPAddress". */
  code?: string;
  /** Second line. */
  description?: string;
}

interface SelectFieldProps<T extends string> extends Omit<FieldProps, 'group'> {
  value: T;
  choices: readonly Choice<T>[];
  onChange: (value: T) => void;
  onBlur?: (() => void) | undefined;
  /** For choices that need more room than the input. */
  dropdownWidth?: number;
}

export function SelectField<T extends string>({
  value,
  choices,
  onChange,
  onBlur,
  dropdownWidth,
  ...field
}: SelectFieldProps<T>) {
  return (
    <Field {...field}>
      {(control) => (
        <Select
          control={control}
          value={value}
          choices={choices}
          onChange={onChange}
          onBlur={onBlur}
          dropdownWidth={dropdownWidth}
        />
      )}
    </Field>
  );
}

type SelectProps<T extends string> = Pick<SelectFieldProps<T>, 'value' | 'choices' | 'onChange' | 'onBlur'> & {
  control: ControlProps;
  dropdownWidth: number | undefined;
};

/** The select-only combobox of the ARIA practices: the focus stays on the button, the list only shows. */
function Select<T extends string>({ control, value, choices, onChange, onBlur, dropdownWidth }: SelectProps<T>) {
  const [active, setActive] = useState<number>();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: '', at: 0 });
  const open = active !== undefined;
  const chosen = choices.findIndex((choice) => choice.value === value);
  const optionId = (index: number) => `${control.id}:option-${index}`;
  const close = () => setActive(undefined);
  useFloating({ open, anchor: button, float: list, align: 'start', onClose: close });

  function choose(index: number) {
    const choice = choices[index];
    close();
    if (choice !== undefined && choice.value !== value) onChange(choice.value);
  }

  function move(index: number) {
    const next = Math.max(0, Math.min(choices.length - 1, index));
    setActive(next);
    document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
  }

  /** Letters typed in quick succession lead to the choice that begins with them. */
  function find(letter: string) {
    const now = Date.now();
    typed.current = { text: now - typed.current.at > 700 ? letter : typed.current.text + letter, at: now };
    const wanted = typed.current.text.toLowerCase();
    const found = choices.findIndex(({ label }) => label.toLowerCase().startsWith(wanted));
    if (found !== -1) move(found);
  }

  function onKeyDown(event: KeyboardEvent) {
    const handled = open ? onOpenKey(event, active) : onClosedKey(event);
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onClosedKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (['ArrowDown', 'ArrowUp', 'Enter', ' '].includes(key)) setActive(Math.max(0, chosen));
    else if (key.length === 1 && !ctrlKey && !metaKey && !altKey) find(key);
    else return false;
    return true;
  }

  function onOpenKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, at: number): boolean {
    if (key === 'ArrowDown') move(at + 1);
    else if (key === 'ArrowUp') move(at - 1);
    else if (key === 'Home') move(0);
    else if (key === 'End') move(choices.length - 1);
    else if (key === 'Enter' || key === ' ') choose(at);
    else if (key === 'Escape') close();
    else if (key.length === 1 && !ctrlKey && !metaKey && !altKey) find(key);
    else {
      if (key === 'Tab') choose(at);
      return false;
    }
    return true;
  }

  return (
    <>
      <button
        {...control}
        ref={button}
        type="button"
        role="combobox"
        className={classes.select}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={`${control.id}:list`}
        aria-activedescendant={open ? optionId(active) : undefined}
        onClick={() => (open ? close() : setActive(Math.max(0, chosen)))}
        onKeyDown={onKeyDown}
        onBlur={() => {
          close();
          onBlur?.();
        }}
      >
        <span>{choices[chosen]?.label}</span>
        <IconSelector size={16} stroke={1.75} aria-hidden />
      </button>
      {open && (
        <div
          ref={list}
          id={`${control.id}:list`}
          role="listbox"
          aria-label="Choices"
          tabIndex={-1}
          popover="manual"
          className={classes.list}
          style={dropdownWidth === undefined ? undefined : { width: dropdownWidth }}
          // The button keeps the focus, else its blur would close the list before the click arrives.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
        >
          {choices.map((choice, index) => (
            <div
              key={choice.value}
              id={optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              data-active={index === active || undefined}
              className={classes.option}
              onPointerMove={() => setActive(index)}
              onClick={() => choose(index)}
              onKeyDown={undefined}
            >
              <b>{choice.label}</b>
              {choice.code !== undefined && <code>{choice.code}</code>}
              {choice.description !== undefined && <small>{choice.description}</small>}
            </div>
          ))}
        </div>
      )}
    </>
  );
}
