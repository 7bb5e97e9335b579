import { useEffect, useState, type ReactNode } from 'react';

import { Button } from './button.tsx';
import classes from './list-states.module.css';
import { formatTime, type Instant } from './time.ts';

/** Why there is nothing, and what to do next. No drawing. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.state}>
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}

interface LoadErrorProps {
  /** "Trustpoints could not be loaded." */
  title: string;
  error: unknown;
  onRetry: () => void;
  /** When data is still shown: the time it is from. */
  dataOf?: Instant | undefined;
}

/** A failed load: what, why, and "Try again". The page keeps its frame around it. */
export function LoadError({ title, error, onRetry, dataOf }: LoadErrorProps) {
  return (
    <div className={classes.state} data-tone="bad" role="alert">
      <h2>{title}</h2>
      <p>
        {describeLoadError(error)}
        {dataOf !== undefined && ` The data shown is of ${formatTime(dataOf)} UTC.`}
      </p>
      <div className={classes.action}>
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      </div>
    </div>
  );
}

/** One sentence for a person: a problem document's own words, or that nothing answers. */
export function describeLoadError(error: unknown): string {
  if (error instanceof TypeError) return 'The server does not answer.';
  if (error instanceof Error && error.message !== '')
    return error.message.endsWith('.') ? error.message : `${error.message}.`;
  return 'The server does not answer.';
}

/** Grey bars in the shape of what comes, after 200 ms of nothing. */
export function Skeleton({ rows = 6, height = 60, label }: { rows?: number; height?: number; label: string }) {
  const shown = useDelay(200);
  return (
    <div role="status" aria-busy className={classes.skeleton} data-shown={shown || undefined}>
      <span className="hidden-text">{shown ? label : ''}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={classes.row} style={{ height }} aria-hidden>
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}

function useDelay(milliseconds: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return passed;
}
