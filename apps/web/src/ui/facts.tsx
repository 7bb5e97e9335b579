import type { ReactNode } from 'react';

import classes from './facts.module.css';

/** Names and values. `lines` draws a hairline under each; `labelWidth` is that of the first column, in px. */
export function Facts({
  children,
  lines = false,
  labelWidth = 148,
}: {
  children: ReactNode;
  lines?: boolean;
  labelWidth?: number;
}) {
  return (
    <dl className={classes.facts} data-lines={lines || undefined} style={{ '--label-width': `${labelWidth}px` }}>
      {children}
    </dl>
  );
}

/** One line. Values wrap; nothing is cut. */
export function Fact({ label, children, mono = false }: { label: ReactNode; children: ReactNode; mono?: boolean }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={mono ? 'mono' : undefined}>{children}</dd>
    </div>
  );
}

declare module 'react' {
  interface CSSProperties {
    '--label-width'?: string;
  }
}
