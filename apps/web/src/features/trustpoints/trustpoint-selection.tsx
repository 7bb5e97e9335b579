import { type EnrollmentOperation, type TrustpointCounts, type TrustpointSummary } from '@crypto-cmp/api';
import { IconKey, IconRefresh } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

import { Button, TextButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatCount } from '../../ui/pager.tsx';
import { SelectionBar } from '../../ui/selection-bar.tsx';
import { STATES } from '../../ui/state-mark.tsx';
import { BulkResults } from './bulk-results.tsx';
import { nextOperation } from './in-use.ts';
import type { Selection } from './selection.ts';
import { loadAllTrustpoints, MOST_SELECTED } from './trustpoints-queries.ts';
import type { TrustpointsSearch } from './trustpoints-search.ts';
import { useBulkStart } from './use-bulk-start.ts';

interface TrustpointSelectionProps {
  selection: Selection;
  search: TrustpointsSearch;
  counts: TrustpointCounts | undefined;
}

/** Acts on what is selected. What has a working certificate is renewed, the rest is enrolled. */
export function TrustpointSelection({ selection, search, counts }: TrustpointSelectionProps) {
  const [asking, setAsking] = useState(false);
  const bulk = useBulkStart();
  const rows = [...selection.rows.values()];
  const byOperation = Map.groupBy(rows, nextOperation);
  const toRenew = byOperation.get('renew') ?? [];
  const toEnroll = byOperation.get('enroll') ?? [];

  useEffect(() => {
    if (rows.length === 0) return undefined;
    const clear = (event: KeyboardEvent) => {
      const busy = event.defaultPrevented || document.querySelector('dialog[open]') !== null;
      if (event.key === 'Escape' && !busy) selection.clear();
    };
    document.addEventListener('keydown', clear);
    return () => document.removeEventListener('keydown', clear);
  });

  function start(operation: EnrollmentOperation, trustpoints: readonly TrustpointSummary[]) {
    selection.toggle(trustpoints, false);
    void bulk.start(operation, trustpoints);
  }

  return (
    <>
      <SelectionBar
        count={rows.length}
        onClear={selection.clear}
        more={<SelectMore rows={rows} selection={selection} search={search} counts={counts} />}
        actions={
          <>
            {toEnroll.length > 0 && (
              <Button
                size="small"
                variant={toRenew.length > 0 ? 'default' : 'primary'}
                icon={<IconKey size={16} stroke={1.75} aria-hidden />}
                onClick={() => start('enroll', toEnroll)}
              >
                Enroll {formatCount(toEnroll.length)}
              </Button>
            )}
            {toRenew.length > 0 && (
              <Button
                size="small"
                variant="primary"
                icon={<IconRefresh size={16} stroke={1.75} aria-hidden />}
                onClick={() => setAsking(true)}
              >
                Renew {formatCount(toRenew.length)}…
              </Button>
            )}
          </>
        }
      />
      {asking && (
        <ConfirmDialog
          title={
            toRenew.length === 1 ? `Renew ${toRenew[0]?.name}?` : `Renew ${formatCount(toRenew.length)} trustpoints?`
          }
          keep={toRenew.length === 1 ? 'Keep it' : 'Keep them'}
          act={`Renew ${formatCount(toRenew.length)}`}
          danger={false}
          onKeep={() => setAsking(false)}
          onAct={() => {
            setAsking(false);
            start('renew', toRenew);
          }}
        >
          {toRenew.length === 1 ? 'Its certificate is' : 'Their certificates are'} replaced by new ones, with new keys.
          Each stays in use until the CA has confirmed the new one; a renewal that fails changes nothing.
        </ConfirmDialog>
      )}
      {bulk.run && (
        <BulkResults
          run={bulk.run}
          onRetry={(trustpoints) => bulk.run && void bulk.start(bulk.run.operation, trustpoints)}
          onClose={bulk.close}
        />
      )}
    </>
  );
}

interface SelectMoreProps extends TrustpointSelectionProps {
  rows: readonly TrustpointSummary[];
}

/** Offers the rest of the search result: those in the same state, when all that is selected is in one. */
function SelectMore({ rows, selection, search, counts }: SelectMoreProps) {
  const [loading, setLoading] = useState(false);
  const [first] = rows;
  if (first === undefined || counts === undefined) return null;
  const alike = rows.every(({ state }) => state === first.state);
  const total = alike ? counts[first.state] : counts.all;
  if (total <= rows.length) return null;
  const most = Math.min(total, MOST_SELECTED);
  const wider: TrustpointsSearch = {
    ...(search.q === undefined ? {} : { q: search.q }),
    ...(search.policy === undefined ? {} : { policy: search.policy }),
    ...(alike ? { state: first.state } : {}),
  };

  async function selectAll() {
    setLoading(true);
    try {
      selection.toggle(await loadAllTrustpoints(wider), true);
    } finally {
      setLoading(false);
    }
  }
  return (
    <TextButton onClick={() => void selectAll()} aria-disabled={loading}>
      Select {most < total ? 'the first' : 'all'} {formatCount(most)}
      {alike ? ` ${WITH_STATE[first.state] ?? STATES[first.state][1].toLowerCase()}` : ''}
    </TextButton>
  );
}

const WITH_STATE: Partial<Record<TrustpointSummary['state'], string>> = {
  'renewal-due': 'with renewal due',
};
