import { IconSelector } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';

import { useFloating } from '../use-floating.ts';
import { type ControlProps, Field, type FieldProps } from './field.tsx';
import classes from './field.module.css';
import listClasses from './select-field.module.css';

interface SearchSelectFieldProps extends Omit<FieldProps, 'group'> {
  /** As typed: it may be none of the choices yet. */
  value: string;
  choices: readonly string[];
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
}

/** A choice among hundreds: typing narrows the list. What is typed is not cut off; the rules say what is wrong. */
export function SearchSelectField({ value, choices, onChange, onBlur, ...field }: SearchSelectFieldProps) {
  return (
    <Field {...field}>
      {(control) => (
        <SearchSelect control={control} value={value} choices={choices} onChange={onChange} onBlur={onBlur} />
      )}
    </Field>
  );
}

type SearchSelectProps = Pick<SearchSelectFieldProps, 'value' | 'choices' | 'onChange' | 'onBlur'> & {
  control: ControlProps;
};

/** The editable combobox of the ARIA practices: the focus stays in the input, the list only shows. */
function SearchSelect({ control, value, choices, onChange, onBlur }: SearchSelectProps) {
  /** What narrows the list; none while it shows everything, as it does when it is opened without typing. */
  const [search, setSearch] = useState<string>();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState<number>();
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const found = open ? find(choices, search) : [];
  const shown = found.slice(0, MOST_SHOWN);
  const optionId = (index: number) => `${control.id}:option-${index}`;
  const listId = `${control.id}:list`;

  function close() {
    setOpen(false);
    setSearch(undefined);
    setActive(undefined);
  }
  useFloating({ open: open && shown.length > 0, anchor: box, float: list, align: 'start', onClose: close });

  function show() {
    setOpen(true);
    setActive(search === undefined ? Math.max(0, choices.indexOf(value)) : 0);
  }

  function choose(index: number) {
    const choice = shown[index];
    close();
    if (choice !== undefined && choice !== value) onChange(choice);
  }

  function move(index: number) {
    const next = Math.max(0, Math.min(shown.length - 1, index));
    setActive(next);
    document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
  }

  function onKeyDown(event: KeyboardEvent) {
    const { key } = event;
    if (!open && (key === 'ArrowDown' || key === 'ArrowUp')) show();
    else if (key === 'ArrowDown') move(active === undefined ? 0 : active + 1);
    else if (key === 'ArrowUp') move(active === undefined ? shown.length - 1 : active - 1);
    else if (open && key === 'Enter' && active !== undefined) choose(active);
    else if (open && key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div ref={box} className={classes.box}>
      <input
        {...control}
        role="combobox"
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-expanded={open && shown.length > 0}
        aria-controls={listId}
        aria-activedescendant={open && active !== undefined ? optionId(active) : undefined}
        value={value}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.value);
          setSearch(currentTarget.value);
          setOpen(true);
          setActive(undefined);
        }}
        onClick={show}
        onKeyDown={onKeyDown}
        onBlur={() => {
          close();
          const exact = choices.find((choice) => choice.toLowerCase() === value.trim().toLowerCase());
          if (exact !== undefined && exact !== value) onChange(exact);
          onBlur?.();
        }}
      />
      <IconSelector className={listClasses.mark} size={16} stroke={1.75} aria-hidden />
      {open && shown.length > 0 && (
        <div
          ref={list}
          id={listId}
          role="listbox"
          aria-label="Choices"
          tabIndex={-1}
          popover="manual"
          className={listClasses.list}
          // The input keeps the focus, else its blur would close the list before the click arrives.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
        >
          {shown.map((choice, index) => (
            <div
              key={choice}
              id={optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={choice === value}
              data-active={index === active || undefined}
              className={listClasses.option}
              onPointerMove={() => setActive(index)}
              onClick={() => choose(index)}
              onKeyDown={undefined}
            >
              <b>{choice}</b>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** Every word must be somewhere in it; what begins with the search comes first. "new york" finds America/New_York. */
function find(choices: readonly string[], search: string | undefined): readonly string[] {
  if (search === undefined || search.trim() === '') return choices;
  const words = plain(search).split(' ').filter(Boolean);
  const fitting = choices.filter((choice) => words.every((word) => plain(choice).includes(word)));
  const begins = (choice: string) =>
    plain(choice)
      .split(' ')
      .some((part) => part.startsWith(words[0] ?? ''));
  return [...fitting.filter(begins), ...fitting.filter((choice) => !begins(choice))];
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[_/\s]+/g, ' ');
}

/** More than there are time zones. */
const MOST_SHOWN = 600;
