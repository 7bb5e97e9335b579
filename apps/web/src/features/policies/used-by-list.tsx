import type { UsedBy } from '@crypto-cmp/api';
import { Link } from '@tanstack/react-router';

import classes from './used-by-list.module.css';

/** What would break if a thing went away. */
export function UsedByList({ detail, usedBy }: { detail: string; usedBy: readonly UsedBy[] }) {
  return (
    <>
      <p>{detail}</p>
      <ul className={classes.users}>
        {usedBy.slice(0, SHOWN).map((user) => (
          <li key={`${user.kind} ${user.trustpoint.id} ${user.detail}`}>
            <Link to="/trustpoints/$trustpointId" params={{ trustpointId: user.trustpoint.id }}>
              {user.trustpoint.name}
            </Link>
            <span className="dimmed">{user.detail}</span>
          </li>
        ))}
      </ul>
      {usedBy.length > SHOWN && <p className="dimmed">and {usedBy.length - SHOWN} more</p>}
    </>
  );
}

const SHOWN = 8;
