import type { CheckResult } from '@crypto-cmp/api';

import classes from './check-list.module.css';
import { StateMark } from './state-mark.tsx';

/** The checks on one message in two columns; what has failed comes first, what did not apply last. */
export function CheckList({ checks }: { checks: readonly CheckResult[] }) {
  return (
    <ul className={classes.checks}>
      {sortChecks(checks).map(({ name, title, verdict, detail }) => (
        <li key={name} data-verdict={verdict}>
          <StateMark state={`check-${verdict}`} />
          <div>
            <div className={classes.title}>{title}</div>
            <div className={classes.detail}>{detail}</div>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** "1 failed, 22 passed, 1 not applicable" */
export function summarizeChecks(checks: readonly CheckResult[]): string {
  const parts = (['failed', 'passed', 'not-applicable'] as const).flatMap((verdict) => {
    const count = checks.filter((check) => check.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${verdict.replace('-', ' ')}`];
  });
  return parts.join(', ');
}

/** "24 of 24 checks passed", "1 of 24 checks failed": of those that applied. */
export function describeChecks(checks: readonly CheckResult[]): string {
  const applied = checks.filter(({ verdict }) => verdict !== 'not-applicable').length;
  const failed = countFailed(checks);
  return failed === 0 ? `${applied} of ${applied} checks passed` : `${failed} of ${applied} checks failed`;
}

export const countFailed = (checks: readonly CheckResult[]) =>
  checks.filter(({ verdict }) => verdict === 'failed').length;

export function sortChecks(checks: readonly CheckResult[]): CheckResult[] {
  return checks.toSorted((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);
}

const ORDER: Record<CheckResult['verdict'], number> = { failed: 0, passed: 1, 'not-applicable': 2 };
