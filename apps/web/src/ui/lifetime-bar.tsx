import type { Instant } from './time.ts';
import classes from './lifetime-bar.module.css';

interface LifetimeBarProps {
  notBefore: Instant;
  notAfter: Instant;
  /** Where the renewal window begins. */
  renewalStarts?: Instant | undefined;
  now: Instant;
  state: 'valid' | 'renewal-due' | 'overdue' | 'expired' | 'revoked';
}

/** Issue to expiry is the full width. Its text twin ("2 Jan 2027, in 40 days") must stand beside it: this is for the eye alone. */
export function LifetimeBar({ notBefore, notAfter, renewalStarts, now, state }: LifetimeBarProps) {
  const start = toMilliseconds(notBefore);
  const life = Math.max(1, toMilliseconds(notAfter) - start);
  const at = (instant: Instant) => Math.min(100, Math.max(0, ((toMilliseconds(instant) - start) / life) * 100));
  const spent = at(now);
  const window = renewalStarts === undefined ? 100 : at(renewalStarts);

  return (
    <div className={classes.bar} data-state={state} aria-hidden>
      <div className={classes.track}>
        <div className={classes.spent} style={{ width: `${spent}%` }} />
        <div className={classes.window} style={{ insetInlineStart: `${window}%` }} />
      </div>
      {state !== 'revoked' && <div className={classes.now} style={{ insetInlineStart: `${spent}%` }} />}
    </div>
  );
}

const toMilliseconds = (instant: Instant) => new Date(instant).getTime();
