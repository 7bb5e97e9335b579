import type { FieldComparison } from '@crypto-cmp/cmp';
import type { AdvancedSettings } from '@crypto-cmp/policy';

import type { EnrollmentFailure } from '../failure-code.ts';

/** A failure in plain words: what happened, what to do, and which field of the policy to do it in. */
export interface Explanation {
  /** A few words, for a list. */
  readonly title: string;
  /** One sentence: the headline. */
  readonly cause: string;
  readonly fix: string;
  /** A JSON pointer into the policy. */
  readonly field?: string;
  /** The CA's operators have to act, or to answer a question. */
  readonly askOperators?: true;
}

/** What an explanation may name. */
export interface FailureFacts {
  readonly trustpointName: string;
  readonly policyName: string;
  /** Where the trustpoint stands in its policy, such as `/trustpoints/0`. */
  readonly trustpointPointer: string;
  /** Where the server that was asked last stands, such as `/servers/0`. */
  readonly serverPointer: string;
  /** Its name or address alone. */
  readonly host: string;
  /** Host and port of that server. */
  readonly server: string;
  readonly referenceId: string;
  /** What the policy most rarely says. */
  readonly advanced: AdvancedSettings;
  readonly protectedBy: 'secret' | 'certificate';
  /** How requested and issued certificate differ, where one was issued. */
  readonly differences: readonly FieldComparison[];
  /** The SAN values of the trustpoint, in order. */
  readonly requestedNames: readonly string[];
}

export type Explain = (facts: FailureFacts, failure: EnrollmentFailure) => Explanation;
