import type { TrustpointSummary } from '@crypto-cmp/api';

import { Clipped } from '../../ui/table.tsx';
import { useNow } from '../../ui/use-now.ts';
import { SelectBox } from '../../ui/select-box.tsx';
import type { Selection } from './selection.ts';
import { LastFailureCell, TrustpointName, TrustpointStateCell, ValidUntil } from './trustpoint-cells.tsx';
import classes from './trustpoints-page.module.css';

/** The table's rows for a narrow screen. */
export function TrustpointList({
  trustpoints,
  selection,
}: {
  trustpoints: readonly TrustpointSummary[];
  selection: Selection;
}) {
  const now = useNow();
  return (
    <ul aria-label="Trustpoints" className={classes.list}>
      {trustpoints.map((trustpoint) => (
        <li key={trustpoint.id} data-selected={selection.rows.has(trustpoint.id) || undefined}>
          <SelectBox
            label={`Select ${trustpoint.name}`}
            checked={selection.rows.has(trustpoint.id)}
            onChange={(selected) => selection.toggle([trustpoint], selected)}
          />
          <div className={classes.item}>
            <div className={classes.first}>
              <TrustpointName trustpoint={trustpoint} />
              <TrustpointStateCell trustpoint={trustpoint} />
            </div>
            <div className={classes.subject}>{trustpoint.policy.name}</div>
            {trustpoint.certificate !== null && (
              <Clipped className={classes.subject ?? ''}>{`Issuer: ${trustpoint.certificate.issuer}`}</Clipped>
            )}
            <ValidUntil trustpoint={trustpoint} now={now} />
            {trustpoint.lastFailure !== null && (
              <div className={classes.failureLine}>
                <LastFailureCell trustpoint={trustpoint} now={now} />
              </div>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
