import { IconKey } from '@tabler/icons-react';

import { formatTimeWithMilliseconds } from '../../ui/time.ts';
import classes from './ladder.module.css';
import { describeFallback, type Rung } from './ladder-rungs.ts';

/** The end of a transaction that the CA refused for its signer, and why another one follows. */
export function FallbackRung({ rung }: { rung: Extract<Rung, { kind: 'fallback' }> }) {
  return (
    <li className={classes.rung} data-outcome="fallback" data-lane={rung.lane}>
      <span className={classes.time}>{formatTimeWithMilliseconds(rung.at)}</span>
      <span className={classes.words}>
        <span>
          <IconKey size={16} stroke={1.75} aria-hidden /> {describeFallback(rung)}
        </span>
      </span>
    </li>
  );
}
