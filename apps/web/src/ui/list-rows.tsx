import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import classes from './list-rows.module.css';
import { LoadError, Skeleton } from './list-states.tsx';

interface ListRowsProps {
  query: UseQueryResult;
  /** "Trustpoints" */
  what: string;
  /** Of a row, in px, while it is loading. */
  height?: number;
  children: ReactNode;
}

/** The rows of a list's page: grey bars while they load, faded while others are on their way, and why they did not come. */
export function ListRows({ query, what, height, children }: ListRowsProps) {
  return (
    <div className={classes.rows} data-stale={query.isPlaceholderData || undefined}>
      {query.isError && (
        <LoadError
          title={`${what} could not be loaded.`}
          error={query.error}
          onRetry={() => void query.refetch()}
          dataOf={query.data === undefined ? undefined : query.dataUpdatedAt}
        />
      )}
      {query.isPending && (
        <Skeleton label={`Loading ${what.toLowerCase()}`} {...(height === undefined ? {} : { height })} />
      )}
      {children}
    </div>
  );
}
