import { type Enrollment, isRunning } from '@crypto-cmp/api';
import { useState } from 'react';

import { foldPolls } from './fold-polls.ts';
import { LadderFold } from './ladder-fold.tsx';
import classes from './ladder.module.css';
import { toLadder } from './ladder-rungs.ts';
import { LadderLog } from './ladder-log.tsx';
import { LadderRung } from './ladder-rung.tsx';
import { ServerHead } from './server-head.tsx';

/** The exchange: who said what to whom, when, and how it was judged. Oldest first. */
export function Ladder({ enrollment }: { enrollment: Enrollment }) {
  const { first, firstLane, rungs } = toLadder(enrollment);
  const [showsAll, setShowsAll] = useState(false);
  return (
    <div className={classes.ladder}>
      <div className={classes.heads} data-lane={firstLane}>
        <div className={classes.console}>
          <strong>Console</strong>
          <small title={enrollment.senderName}>{enrollment.senderName}</small>
        </div>
        {first && <ServerHead server={first} lane={firstLane} />}
      </div>
      <ol aria-label="Messages, oldest first">
        {(showsAll ? rungs : foldPolls(rungs)).map((row) =>
          row.kind === 'fold' ? (
            <LadderFold key={row.key} fold={row} onShow={() => setShowsAll(true)} />
          ) : (
            <LadderRung key={row.key} rung={row} enrollmentId={enrollment.id} />
          ),
        )}
        {rungs.length === 0 && (
          <li className={classes.rung}>
            <span className={classes.words}>
              {isRunning(enrollment.state) ? 'Nothing is sent yet.' : 'Nothing was sent.'}
            </span>
          </li>
        )}
      </ol>
      <LadderLog rungs={rungs} />
    </div>
  );
}
