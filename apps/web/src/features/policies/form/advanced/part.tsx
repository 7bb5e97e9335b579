import type { ReactNode } from 'react';

import classes from '../advanced-section.module.css';

/** Settings of one kind, below their title. */
export function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <div className={classes.part} role="group" aria-label={title}>
      <h3>{title}</h3>
      {hint !== undefined && <p>{hint}</p>}
      <div className={classes.grid}>{children}</div>
    </div>
  );
}
