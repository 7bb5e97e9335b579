import type { ReactNode } from 'react';

import classes from './form-section.module.css';

interface FormSectionProps {
  title: string;
  children: ReactNode;
  hint?: string;
}

/** Legend left, fields right; on narrow screens the legend above. */
export function FormSection({ title, hint, children }: FormSectionProps) {
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.legend}>
        <h2>{title}</h2>
        {hint !== undefined && <p>{hint}</p>}
      </div>
      <div className={classes.fields}>{children}</div>
    </section>
  );
}
