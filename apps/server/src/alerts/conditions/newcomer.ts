/** Something for which a condition holds, and that no open alert has yet, or not as it is now. */
export interface Newcomer {
  readonly member: string;
  readonly name: string;
  readonly policyId: string | null;
  readonly policyName: string | null;
  readonly enrollmentId: string | null;
  /** When its certificate expires. */
  readonly validUntil: number | null;
  /** What it has in common with others: they become one alert. */
  readonly subject: string;
  /** What the texts of a new alert are made of. */
  readonly readFacts: () => Promise<AlertFacts>;
}

/** One that is in an open alert. */
export interface OpenMember {
  readonly kind: string;
  readonly alertId: string;
  readonly subject: string;
  readonly member: string;
  readonly enrollmentId: string | null;
  readonly validUntil: number | null;
}

/** A member for which the condition holds no more, and why. */
export interface Leaver {
  readonly alertId: string;
  readonly member: string;
  readonly reason: EndReason;
}

export type EndReason = 'cured' | 'replaced' | 'removed' | 'revoked' | 'rule-off';

/** What an alert is about, as it is stored. */
export type AlertFacts =
  | {
      readonly type: 'failure';
      /** A few words, such as `Connection refused`. */
      readonly title: string;
      readonly cause: string;
      readonly fix: string;
      readonly server: string | null;
      readonly policy: { readonly id: string; readonly name: string };
    }
  | { readonly type: 'server'; readonly server: string; readonly since?: number; readonly problem?: string | null }
  | {
      readonly type: 'ca-certificate';
      readonly subject: string;
      readonly sha256: string;
      readonly notAfter: number;
    };

export function readFacts(column: string): AlertFacts {
  return JSON.parse(column) as AlertFacts; // only `JSON.stringify` of such facts is ever stored there
}
