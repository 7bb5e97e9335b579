import { TextButton } from '../../ui/button.tsx';
import { formatCount } from '../../ui/pager.tsx';
import { formatTimeWithSeconds } from '../../ui/time.ts';
import type { Fold } from './fold-polls.ts';
import classes from './ladder.module.css';

/** "24 polls more, from 14:49:50 to 15:01:37 UTC: not ready. Show all" */
export function LadderFold({ fold: { rungs }, onShow }: { fold: Fold; onShow: () => void }) {
  const [first] = rungs;
  const last = rungs.at(-1);
  if (first === undefined || last === undefined) return null;
  const polls = rungs.filter(({ message }) => message.bodyType === 'pollReq').length;
  return (
    <li className={classes.rung} data-outcome="fold" data-lane={first.lane}>
      <span className={classes.words}>
        <span>
          {formatCount(polls)} {polls === 1 ? 'poll' : 'polls'} more, {formatTimeWithSeconds(first.message.at)} to{' '}
          {formatTimeWithSeconds(last.message.at)} UTC, all answered: not ready.{' '}
          <TextButton onClick={onShow}>Show all</TextButton>
        </span>
      </span>
    </li>
  );
}
