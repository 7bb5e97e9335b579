import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react';

import { api } from '../../api-client/client.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import classes from './palette.module.css';
import { findCommands, type PaletteItem } from './palette-items.tsx';

/** Search and commands: policies and trustpoints from the server, pages and acts from here. */
export function Palette({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const id = useId();
  const { items, isSearching, isFailed } = usePaletteItems(text.trim());
  const at = Math.min(active, items.length - 1);

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  function choose(item: PaletteItem | undefined) {
    if (item === undefined) return;
    onClose();
    item.onChoose();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter') choose(items[at]);
    else if (event.key === 'ArrowDown') setActive((at + 1) % items.length);
    else if (event.key === 'ArrowUp') setActive((at - 1 + items.length) % items.length);
    else return;
    event.preventDefault();
  }

  return (
    <dialog
      ref={dialog}
      className={classes.palette}
      aria-label="Search and commands"
      onCancel={onClose}
      onMouseDown={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className={classes.search}>
        <IconSearch size={18} stroke={1.75} aria-hidden />
        <input
          type="text"
          role="combobox"
          aria-label="Search policies, trustpoints and commands"
          aria-expanded
          aria-controls={`${id}list`}
          aria-activedescendant={items.length === 0 ? undefined : `${id}${at}`}
          placeholder="Policy, trustpoint, command"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={`${id}list`} role="listbox" aria-label="Results" className={classes.list}>
        {items.map((item, index) => (
          <div
            key={item.key}
            id={`${id}${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={classes.item}
            onPointerMove={() => setActive(index)}
            onClick={() => choose(item)}
            onKeyDown={undefined}
          >
            <item.icon size={16} stroke={1.75} aria-hidden />
            <span className={classes.label}>{item.label}</span>
            <span className={classes.about}>
              {item.state === undefined ? item.about : <StateMark state={item.state} />}
            </span>
          </div>
        ))}
      </div>
      <p role="status" className={classes.status} data-empty={(items.length > 0 && !isFailed) || undefined}>
        {isFailed
          ? 'The server does not answer: policies and trustpoints are not searched.'
          : items.length === 0 && !isSearching
            ? `Nothing matches “${text}”.`
            : ''}
      </p>
    </dialog>
  );
}

function usePaletteItems(text: string) {
  const router = useRouter();
  const q = useDeferredValue(text);
  const enabled = q !== '';
  const policies = useQuery({
    queryKey: ['policies', 'palette', q],
    queryFn: ({ signal }) => api.policies.list({ signal, query: { q, limit: FOUND } }),
    enabled,
  });
  const trustpoints = useQuery({
    queryKey: ['trustpoints', 'palette', q],
    queryFn: ({ signal }) => api.trustpoints.list({ signal, query: { q, limit: FOUND } }),
    enabled,
  });
  const items = findCommands(text, router, {
    policies: enabled ? (policies.data?.items ?? []) : [],
    trustpoints: enabled ? (trustpoints.data?.items ?? []) : [],
  });
  return {
    items,
    isSearching: enabled && (policies.isFetching || trustpoints.isFetching),
    isFailed: enabled && (policies.isError || trustpoints.isError),
  };
}

const FOUND = 5;
