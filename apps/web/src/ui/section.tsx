import { type ReactNode, useId } from 'react';

import classes from './section.module.css';

interface SectionProps {
  title: ReactNode;
  /** Right of the title: a verdict, a link, downloads. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of a page, told apart by space alone. */
export function Section({ title, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id}>{title}</h2>
        {aside !== undefined && <div className={classes.aside}>{aside}</div>}
      </div>
      {children}
    </section>
  );
}

/** Main column and a narrower one; where that is too narrow one below the other. */
export function Columns({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <div className={classes.columns}>
      <div>{main}</div>
      <div>{side}</div>
    </div>
  );
}
