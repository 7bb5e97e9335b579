import { IconSelector } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';

import classes from './policy-filter.module.css';
import { policyChoicesQuery, policyNameQuery } from './trustpoints-queries.ts';

interface PolicyFilterProps {
  policyId: string | undefined;
  onChange: (policyId: string) => void;
}

/** A combobox over all policies, searched on the server: there may be thousands. */
export function PolicyFilter({ policyId, onChange }: PolicyFilterProps) {
  const { data: name } = useQuery({ ...policyNameQuery(policyId ?? ''), enabled: policyId !== undefined });
  const chosen = policyId === undefined ? 'All policies' : (name ?? '');
  const [typed, setTyped] = useState<string>();
  const [at, setAt] = useState(0);
  const open = typed !== undefined;
  const words = useSettled(typed ?? '');
  const { data } = useQuery({ ...policyChoicesQuery(words), enabled: open });
  const id = useId();
  const input = useRef<HTMLInputElement>(null);

  const found = data?.items.map((policy) => ({ id: policy.id, name: policy.name })) ?? [];
  const choices = words === '' ? [{ id: '', name: 'All policies' }, ...found] : found;

  function choose(choice: { id: string } | undefined) {
    if (choice === undefined) return;
    setTyped(undefined);
    if (choice.id !== (policyId ?? '')) onChange(choice.id);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (open) setAt((at + step + choices.length) % Math.max(1, choices.length));
      else show();
    }
    if (event.key === 'Enter' && open) {
      event.preventDefault();
      choose(choices[at]);
    }
    if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setTyped(undefined);
    }
  }

  function show() {
    setTyped('');
    setAt(0);
  }

  return (
    <div className={classes.filter}>
      <input
        ref={input}
        role="combobox"
        aria-label="Policy"
        aria-expanded={open}
        aria-controls={`${id}list`}
        aria-autocomplete="list"
        aria-activedescendant={open && choices[at] ? `${id}${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        value={typed ?? chosen}
        placeholder={chosen}
        onClick={() => {
          if (!open) show();
        }}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setTyped(undefined)}
      />
      <IconSelector size={16} stroke={1.75} aria-hidden />
      {open && (
        <ul id={`${id}list`} role="listbox" aria-label="Policies" className={classes.list}>
          {choices.map((choice, index) => (
            <li
              key={choice.id}
              id={`${id}${index}`}
              role="option"
              aria-selected={choice.id === (policyId ?? '')}
              data-at={index === at || undefined}
              title={choice.name}
              onMouseDown={(event) => {
                event.preventDefault();
                choose(choice);
              }}
            >
              {choice.name}
            </li>
          ))}
          {data && choices.length === 0 && <li className={classes.none}>No policy has these words</li>}
          {data && data.total > found.length && (
            <li className={classes.none}>and {data.total - found.length} more: type to find them</li>
          )}
        </ul>
      )}
    </div>
  );
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), text === '' ? 0 : 200);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
