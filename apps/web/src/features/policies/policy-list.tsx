import type { PolicySummary } from '@crypto-cmp/api';

import { formatShortDate } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { KEY_LABELS } from './key-labels.ts';
import classes from './policies-page.module.css';
import type { PolicyAction } from './policy-actions.tsx';
import { describeDays, NeedsYou, PolicyName, PolicyServers, TrustpointCount } from './policy-cells.tsx';
import { PolicyMenu } from './policy-menu.tsx';

/** The table's rows for a narrow screen. */
export function PolicyList({
  policies,
  onAction,
}: {
  policies: readonly PolicySummary[];
  onAction: (action: PolicyAction) => void;
}) {
  const now = useNow();
  return (
    <ul aria-label="Policies">
      {policies.map((policy) => (
        <li key={policy.id} className={classes.item}>
          <div>
            <PolicyName policy={policy} />
          </div>
          <PolicyMenu policy={policy} onAction={onAction} />
          <PolicyServers servers={policy.servers} />
          <div className={classes.facts}>
            <TrustpointCount policy={policy} withNoun />
            {policy.needsYouCount > 0 && <NeedsYou count={policy.needsYouCount} />}
            <span>
              {KEY_LABELS[policy.keyType]}, {describeDays(policy.certificateRenewalTimeout)}
            </span>
            <span className="dimmed">changed {formatShortDate(policy.updatedAt, now)}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}
