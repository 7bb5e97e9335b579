import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { IconButton } from './button.tsx';
import classes from './selection-bar.module.css';

interface SelectionBarProps {
  count: number;
  /** "Select all 14 with renewal due" */
  more?: ReactNode;
  /** They name their number: "Renew 3". */
  actions: ReactNode;
  onClear: () => void;
}

/** Floats at the bottom while something is selected. */
export function SelectionBar({ count, more, actions, onClear }: SelectionBarProps) {
  if (count === 0) return null;
  return (
    <div className={classes.bar} role="region" aria-label="Selection">
      <span className={classes.words}>
        <strong>{count} selected</strong>
        {more}
      </span>
      <span className={classes.actions}>{actions}</span>
      <IconButton label="Clear selection" onClick={onClear} className={classes.clear}>
        <IconX size={16} stroke={1.75} aria-hidden />
      </IconButton>
    </div>
  );
}
