import { ANY_CHECK_NAMES, type AnyCheckName } from '../check-name.ts';
import type { CheckResult } from '../check-result.ts';
import type { AnyFailureCode } from '../failure.ts';
import { showPeerText } from '../peer-text.ts';

/** What one check found, with the code of the failure where it failed. */
export type Finding =
  | { readonly verdict: 'passed' | 'not-applicable'; readonly detail: string }
  | { readonly verdict: 'failed'; readonly detail: string; readonly code: AnyFailureCode };

/** One finding per check: a check that is left out does not compile. */
export type Findings<Name extends AnyCheckName = AnyCheckName> = Readonly<Record<Name, Finding>>;

export function passed(detail: string): Finding {
  return { verdict: 'passed', detail: showPeerText(detail) };
}

/** The detail may quote the peer at any length. */
export function failed(code: AnyFailureCode, detail: string): Finding {
  return { verdict: 'failed', detail: showPeerText(detail), code };
}

export function notApplicable(detail: string): Finding {
  return { verdict: 'not-applicable', detail };
}

/** For showing and storing, in the order of their names. */
export function toCheckResults(findings: Partial<Findings>): readonly CheckResult<AnyCheckName>[] {
  return ANY_CHECK_NAMES.flatMap((name) => {
    const finding = findings[name];
    return finding === undefined ? [] : [{ name, verdict: finding.verdict, detail: finding.detail }];
  });
}

export interface FailedCheck {
  readonly name: AnyCheckName;
  readonly code: AnyFailureCode;
  readonly detail: string;
}

/** The failed check that stands first in the list, by which the failure is named. */
export function firstFailedCheck(findings: Partial<Findings>): FailedCheck | undefined {
  for (const name of ANY_CHECK_NAMES) {
    const finding = findings[name];
    if (finding?.verdict === 'failed') return { name, code: finding.code, detail: finding.detail };
  }
  return undefined;
}
