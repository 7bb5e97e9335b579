import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode, TableHTMLAttributes } from 'react';

import classes from './table.module.css';

interface TableProps extends TableHTMLAttributes<HTMLTableElement> {
  /** Read out before the table; not shown. */
  caption: string;
  /** Width of each column, in CSS; `auto` shares what is left. */
  columns: Readonly<Record<string, string>>;
}

/** Fixed columns, hairlines, no outer border. */
export function Table({ caption, columns, children, ...rest }: TableProps) {
  return (
    <table {...rest} className={classes.table}>
      <caption className="hidden-text">{caption}</caption>
      <colgroup>
        {Object.entries(columns).map(([name, width]) => (
          <col key={name} style={{ width }} />
        ))}
      </colgroup>
      {children}
    </table>
  );
}

interface SortHeadProps {
  /** The key of this column in the URL; descending is written "-key". */
  column: string;
  sort: string;
  onSort: (sort: string) => void;
  children: ReactNode;
}

export function SortHead({ column, sort, onSort, children }: SortHeadProps) {
  const direction = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : 'none';
  const Arrow = direction === 'descending' ? IconArrowUp : IconArrowDown;
  return (
    <th scope="col" aria-sort={direction === 'none' ? undefined : direction}>
      <button
        type="button"
        className={classes.sort}
        onClick={() => onSort(direction === 'ascending' ? `-${column}` : column)}
      >
        {children}
        <Arrow size={14} stroke={1.75} aria-hidden data-shown={direction !== 'none' || undefined} />
      </button>
    </th>
  );
}

/** One line with an ellipsis; the whole value as its tooltip. */
export function Clipped({
  children,
  mono = false,
  className = '',
}: {
  children: string;
  mono?: boolean;
  className?: string;
}) {
  return (
    <span className={`ellipsis ${mono ? 'mono' : ''} ${className}`} title={children}>
      {children}
    </span>
  );
}

/** The dimmed second line of a cell. */
export function SecondLine({ children }: { children: ReactNode }) {
  return <div className={classes.second}>{children}</div>;
}

/** A cell with nothing in it: blank to the eye, "none" to a screen reader. */
export function Nothing() {
  return <span className="hidden-text">none</span>;
}
