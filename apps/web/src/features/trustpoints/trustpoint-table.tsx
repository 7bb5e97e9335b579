import type { TrustpointSummary } from '@crypto-cmp/api';
import { Link } from '@tanstack/react-router';

import { Clipped, SortHead, Table } from '../../ui/table.tsx';
import { useNow } from '../../ui/use-now.ts';
import { SelectBox } from '../../ui/select-box.tsx';
import type { Selection } from './selection.ts';
import { LastFailureCell, TrustpointName, TrustpointStateCell, ValidUntil } from './trustpoint-cells.tsx';
import classes from './trustpoints-page.module.css';

interface TrustpointTableProps {
  trustpoints: readonly TrustpointSummary[];
  selection: Selection;
  sort: string;
  onSort: (sort: string) => void;
}

export function TrustpointTable({ trustpoints, selection, sort, onSort }: TrustpointTableProps) {
  const now = useNow();
  const head = { sort, onSort };
  const selectedHere = trustpoints.filter(({ id }) => selection.rows.has(id)).length;
  return (
    <div className={classes.table}>
      <Table caption="Trustpoints" columns={COLUMNS}>
        <thead>
          <tr>
            <th scope="col">
              <SelectBox
                label="Select all on this page"
                checked={selectedHere === trustpoints.length}
                partly={selectedHere > 0}
                onChange={(selected) => selection.toggle(trustpoints, selected)}
              />
            </th>
            <SortHead column="name" {...head}>
              Trustpoint
            </SortHead>
            <th scope="col">State</th>
            <SortHead column="notAfter" {...head}>
              Valid until
            </SortHead>
            <SortHead column="policy" {...head}>
              Policy, issuer
            </SortHead>
            <th scope="col">Last failure</th>
          </tr>
        </thead>
        <tbody>
          {trustpoints.map((trustpoint) => (
            <tr key={trustpoint.id} data-selected={selection.rows.has(trustpoint.id) || undefined}>
              <td>
                <SelectBox
                  label={`Select ${trustpoint.name}`}
                  checked={selection.rows.has(trustpoint.id)}
                  onChange={(selected) => selection.toggle([trustpoint], selected)}
                />
              </td>
              <td>
                <TrustpointName trustpoint={trustpoint} />
                <Clipped className={classes.subject ?? ''}>{trustpoint.subjectName}</Clipped>
              </td>
              <td>
                <TrustpointStateCell trustpoint={trustpoint} />
              </td>
              <td>
                <ValidUntil trustpoint={trustpoint} now={now} />
              </td>
              <td>
                <Link
                  to="/policies/$policyId"
                  params={{ policyId: trustpoint.policy.id }}
                  className={`ellipsis ${classes.policy}`}
                  title={trustpoint.policy.name}
                >
                  {trustpoint.policy.name}
                </Link>
                {trustpoint.certificate !== null && (
                  <Clipped className={classes.subject ?? ''}>{trustpoint.certificate.issuer}</Clipped>
                )}
              </td>
              <td>
                <LastFailureCell trustpoint={trustpoint} now={now} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

const COLUMNS = { select: '52px', name: 'auto', state: '136px', until: '208px', policy: '148px', failure: '212px' };
