import type { CmpServer } from '@crypto-cmp/api';

import { formatHost } from '../../ui/host.ts';
import classes from './ladder.module.css';
import { type Lane, nameRole } from './ladder-rungs.ts';

/** The head of a server's lifeline. */
export function ServerHead({ server, lane }: { server: CmpServer; lane: Lane }) {
  return (
    <div className={classes.server} data-lane={lane}>
      <strong>{nameRole(server.role)}</strong>
      <code title={formatHost(server)}>{formatHost(server)}</code>
    </div>
  );
}
