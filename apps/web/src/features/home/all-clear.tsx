import type { Alert, Overview } from '@crypto-cmp/api';
import { IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

import inline from '../../ui/inline-link.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { formatRecent } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import classes from './all-clear.module.css';
import { CheckedAt } from './checked-at.tsx';

interface AllClearProps {
  overview: Overview;
  /** Open ones, all acknowledged; undefined while nobody could be asked for them. */
  alerts: readonly Alert[] | undefined;
}

export function AllClear({ overview: { trustpoints, countedAt, nextRenewal }, alerts }: AllClearProps) {
  const now = useNow();
  return (
    <div className={classes.clear}>
      <span className={classes.mark}>
        <IconCircleCheck size={24} stroke={1.75} aria-hidden />
      </span>
      <PageHeader title={alerts === undefined ? 'No trustpoint needs you' : 'All clear'} name="Home">
        <p>
          {describeCounts(trustpoints)} {alerts?.length === 0 && 'Nothing waits for you.'}
          {alerts !== undefined && alerts.length > 0 && (
            <Link to="/alerts" className={inline.inline ?? ''}>
              {alerts.length === 1 ? '1 alert goes on' : `${alerts.length} alerts go on`}, acknowledged
            </Link>
          )}
        </p>
        <p className={classes.facts}>
          <CheckedAt at={countedAt} />
          {nextRenewal !== null && (
            <>
              {' '}
              Next renewal:{' '}
              <Link
                to="/trustpoints/$trustpointId"
                params={{ trustpointId: nextRenewal.trustpoint.id }}
                className={inline.inline ?? ''}
              >
                {nextRenewal.trustpoint.name}
              </Link>{' '}
              {formatRecent(nextRenewal.at, now).replace(/ (\d\d:\d\d)$/, ' at $1')}.
            </>
          )}
        </p>
      </PageHeader>
    </div>
  );
}

/** "243 of 248 trustpoints hold a valid certificate, 4 are empty and 1 is revoked." */
export function describeCounts(counts: Overview['trustpoints']): string {
  const holding = counts.valid + counts['renewal-due'];
  const noun = counts.all === 1 ? 'trustpoint' : 'trustpoints';
  const head =
    holding === counts.all
      ? `${counts.all === 1 ? 'The one' : `All ${counts.all}`} ${noun} ${holding === 1 ? 'holds' : 'hold'} a valid certificate`
      : `${holding} of ${counts.all} ${noun} ${holding === 1 ? 'holds' : 'hold'} a valid certificate`;
  const rest = [be(counts.empty, 'empty'), be(counts.revoked, 'revoked')].filter((part) => part !== '');
  return rest.length === 0 ? `${head}.` : `${head}, ${rest.join(' and ')}.`;
}

const be = (count: number, word: string) => (count === 0 ? '' : `${count} ${count === 1 ? 'is' : 'are'} ${word}`);
