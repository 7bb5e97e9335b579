import type { AnyCheckName, CheckName } from './check-name.ts';

/** What one check of a response found. */
export interface CheckResult<Name extends AnyCheckName = CheckName> {
  readonly name: Name;
  readonly verdict: CheckVerdict;
  /** A few plain words, such as `equals our senderNonce` or `1 s off, 300 s allowed`. May quote the peer: show as text. */
  readonly detail: string;
}

/** `not-applicable` also where an earlier check failed on which this one depends. */
export type CheckVerdict = 'passed' | 'failed' | 'not-applicable';
