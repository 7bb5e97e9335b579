import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';

import { IconButton } from './button.tsx';
import classes from './pager.module.css';

interface PagerProps {
  /** "1 to 50 of 248" */
  from: number;
  to: number;
  total: number;
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
}

export function Pager({ from, to, total, onPrevious, onNext }: PagerProps) {
  if (onPrevious === undefined && onNext === undefined) return null;
  return (
    <nav className={classes.pager} aria-label="Pages">
      <span className="tabular">
        {formatCount(from)} to {formatCount(to)} of {formatCount(total)}
      </span>
      <span className={classes.buttons}>
        <IconButton look="edge" label="Previous page" disabled={onPrevious === undefined} onClick={onPrevious}>
          <IconChevronLeft size={18} stroke={1.75} aria-hidden />
        </IconButton>
        <IconButton look="edge" label="Next page" disabled={onNext === undefined} onClick={onNext}>
          <IconChevronRight size={18} stroke={1.75} aria-hidden />
        </IconButton>
      </span>
    </nav>
  );
}

/** "1,934" */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}
