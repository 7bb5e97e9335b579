import type { ReactNode } from 'react';

import classes from './chips.module.css';

interface ChipProps {
  pressed: boolean;
  onToggle: () => void;
  icon?: ReactNode;
  count?: number | undefined;
  children: ReactNode;
}

/** A toggle button with a live count. */
export function Chip({ pressed, onToggle, icon, count, children }: ChipProps) {
  return (
    <button type="button" className={classes.chip} aria-pressed={pressed} onClick={onToggle}>
      {icon}
      {children}
      {count !== undefined && <span className={classes.count}>{count.toLocaleString('en')}</span>}
    </button>
  );
}

/** A row of chips; on narrow screens it scrolls sideways. */
export function Chips({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.chips} role="group" aria-label={label}>
      {children}
    </div>
  );
}
