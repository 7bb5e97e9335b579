import type { TrustpointSummary } from '@crypto-cmp/api';
import { useState } from 'react';

export interface Selection {
  readonly rows: ReadonlyMap<string, TrustpointSummary>;
  readonly toggle: (rows: readonly TrustpointSummary[], selected: boolean) => void;
  readonly clear: () => void;
}

/** What is selected; kept while pages, chips and searches change. */
export function useSelection(): Selection {
  const [rows, setRows] = useState<ReadonlyMap<string, TrustpointSummary>>(new Map());
  return {
    rows,
    toggle(changed, selected) {
      setRows((before) => {
        const after = new Map(before);
        for (const row of changed) {
          if (selected) after.set(row.id, row);
          else after.delete(row.id);
        }
        return after;
      });
    },
    clear: () => setRows(new Map()),
  };
}
