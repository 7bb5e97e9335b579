import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';

import { IconButton } from './button.tsx';
import classes from './pager.module.css';

interface PagerProps {
  /** A page of a list, as the API answers it. */
  page: {
    readonly items: readonly unknown[];
    readonly start: number;
    readonly total: number;
    readonly previousCursor: string | null;
    readonly nextCursor: string | null;
  };
  onCursor: (cursor: string) => void;
}

/** "1 to 50 of 248", and the way to the pages around; nothing where there is only this one. */
export function Pager({ page: { items, start, total, previousCursor, nextCursor }, onCursor }: PagerProps) {
  if (previousCursor === null && nextCursor === null) return null;
  return (
    <nav className={classes.pager} aria-label="Pages">
      <span className="tabular">
        {formatCount(start + 1)} to {formatCount(start + items.length)} of {formatCount(total)}
      </span>
      <span className={classes.buttons}>
        <IconButton
          look="edge"
          label="Previous page"
          disabled={previousCursor === null}
          onClick={() => onCursor(previousCursor ?? '')}
        >
          <IconChevronLeft size={18} stroke={1.75} aria-hidden />
        </IconButton>
        <IconButton
          look="edge"
          label="Next page"
          disabled={nextCursor === null}
          onClick={() => onCursor(nextCursor ?? '')}
        >
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
