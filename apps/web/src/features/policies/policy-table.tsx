import type { PolicySummary } from '@crypto-cmp/api';

import { SecondLine, SortHead, Table } from '../../ui/table.tsx';
import { formatShortDate, formatTime } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { KEY_LABELS } from './key-labels.ts';
import classes from './policies-page.module.css';
import type { PolicyAction } from './policy-actions.tsx';
import { describeDays, NeedsYou, PolicyName, PolicyServers, TrustpointCount } from './policy-cells.tsx';
import { PolicyMenu } from './policy-menu.tsx';

interface PolicyTableProps {
  policies: readonly PolicySummary[];
  sort: string;
  onSort: (sort: string) => void;
  onAction: (action: PolicyAction) => void;
}

export function PolicyTable({ policies, sort, onSort, onAction }: PolicyTableProps) {
  const now = useNow();
  const head = { sort, onSort };
  return (
    <Table caption="Policies" columns={COLUMNS}>
      <thead>
        <tr>
          <SortHead column="name" {...head}>
            Name
          </SortHead>
          <th scope="col">CMP servers</th>
          <SortHead column="trustpoints" {...head}>
            Trustpoints
          </SortHead>
          <th scope="col">Renewal starts</th>
          <th scope="col">Key</th>
          <SortHead column="updatedAt" {...head}>
            Last change
          </SortHead>
          <th scope="col">
            <span className="hidden-text">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {policies.map((policy) => (
          <tr key={policy.id}>
            <td>
              <PolicyName policy={policy} />
            </td>
            <td>
              <PolicyServers servers={policy.servers} />
            </td>
            <td>
              <TrustpointCount policy={policy} />
              <div>
                {policy.needsYouCount > 0 ? (
                  <NeedsYou count={policy.needsYouCount} />
                ) : (
                  <SecondLine>none needs you</SecondLine>
                )}
              </div>
            </td>
            <td>
              {describeDays(policy.certificateRenewalTimeout)}
              <SecondLine>before expiry</SecondLine>
            </td>
            <td>{KEY_LABELS[policy.keyType]}</td>
            <td>
              <span className="dimmed">{formatShortDate(policy.updatedAt, now)}</span>
              <SecondLine>{formatTime(policy.updatedAt)} UTC</SecondLine>
            </td>
            <td className={classes.menu}>
              <PolicyMenu policy={policy} onAction={onAction} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const COLUMNS = {
  name: 'auto',
  servers: '31%',
  trustpoints: '118px',
  renewal: '116px',
  key: '90px',
  change: '104px',
  actions: '46px',
};
