import { CHECK_NAMES, type CheckName } from '../check-name.ts';
import type { CheckResult } from '../check-result.ts';
import type { FailureCode } from '../failure.ts';
import { showPeerText } from '../peer-text.ts';

/** What one check found, with the code of the failure where it failed. */
export type Finding =
  | { readonly verdict: 'passed' | 'not-applicable'; readonly detail: string }
  | { readonly verdict: 'failed'; readonly detail: string; readonly code: FailureCode };

/** One finding per check: a check that is left out does not compile. */
export type Findings = Readonly<Record<CheckName, Finding>>;

export function passed(detail: string): Finding {
  return { verdict: 'passed', detail: showPeerText(detail) };
}

/** The detail may quote the peer at any length. */
export function failed(code: FailureCode, detail: string): Finding {
  return { verdict: 'failed', detail: showPeerText(detail), code };
}

export function notApplicable(detail: string): Finding {
  return { verdict: 'not-applicable', detail };
}

/** For showing and storing, in the order of CHECK_NAMES. */
export function toCheckResults(findings: Findings): readonly CheckResult[] {
  return CHECK_NAMES.map((name) => ({ name, verdict: findings[name].verdict, detail: findings[name].detail }));
}

export interface FailedCheck {
  readonly name: CheckName;
  readonly code: FailureCode;
  readonly detail: string;
}

/** The failed check that stands first in the list, by which the failure is named. */
export function firstFailedCheck(findings: Partial<Findings>): FailedCheck | undefined {
  for (const name of CHECK_NAMES) {
    const finding = findings[name];
    if (finding?.verdict === 'failed') return { name, code: finding.code, detail: finding.detail };
  }
  return undefined;
}
