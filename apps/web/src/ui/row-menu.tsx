import { IconDots } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';

import { IconButton } from './button.tsx';
import classes from './row-menu.module.css';
import { useFloating } from './use-floating.ts';

interface RowMenuProps {
  /** Names the row: "Actions for branch-aps". */
  label: string;
  /** Rendered only while the menu is open. */
  children: ReactNode;
}

/** The three dots of a row. In the browser's top layer, so that nothing clips it, not even a dialog. */
export function RowMenu({ label, children }: RowMenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const id = useId();

  useFloating({ open, anchor: button, float: menu, align: 'end', onClose: () => setOpen(false) });
  useEffect(() => {
    if (open && menu.current !== null) itemsOf(menu.current)[0]?.focus({ preventScroll: true });
  }, [open]);

  function onKeyDown(event: KeyboardEvent) {
    if (menu.current === null) return;
    if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.preventDefault();
      event.stopPropagation();
      button.current?.focus();
      setOpen(false);
      return;
    }
    const items = itemsOf(menu.current);
    const at = items.findIndex((item) => item === document.activeElement);
    const next = NEXT[event.key]?.(at, items.length);
    if (next === undefined) return;
    event.preventDefault();
    items.at(next % items.length)?.focus();
  }

  return (
    <>
      <IconButton
        ref={button}
        label={label}
        title=""
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <IconDots size={18} stroke={1.75} aria-hidden />
      </IconButton>
      {open && (
        <div
          ref={menu}
          id={id}
          role="menu"
          aria-label={label}
          tabIndex={-1}
          popover="manual"
          className={classes.menu}
          onKeyDown={onKeyDown}
          onClick={() => setOpen(false)}
        >
          {children}
        </div>
      )}
    </>
  );
}

interface RowActionProps {
  icon: ReactNode;
  onSelect: () => void;
  danger?: boolean;
  children: ReactNode;
}

export function RowAction({ icon, onSelect, danger = false, children }: RowActionProps) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={classes.item}
      data-danger={danger || undefined}
      onClick={onSelect}
    >
      {icon}
      {children}
    </button>
  );
}

export function RowMenuLine() {
  return <hr className={classes.line} />;
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
}

const NEXT: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at, count) => (at <= 0 ? count - 1 : at - 1),
  Home: () => 0,
  End: (_, count) => count - 1,
};
