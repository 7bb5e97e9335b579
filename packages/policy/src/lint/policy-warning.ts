/** What of a policy is weak or cannot work, though it may be written. */
export interface PolicyWarning {
  /** JSON pointer (RFC 6901) of the field that would have to change. */
  readonly pointer: string;
  readonly code: PolicyWarningCode;
  /** One or two short sentences for an administrator. */
  readonly message: string;
}

export const POLICY_WARNING_CODES = [
  'mac-outdated',
  'mac-iterations-few',
  'accepted-iterations-refuse-own',
  'trust-anchor-missing',
  'trust-anchor-expired',
  'trust-anchor-expiring',
  'renewal-without-secret',
  'lead-time-too-long',
  'renewal-window-too-rare',
  'unprotected-errors-in-the-clear',
  'clock-skew-wide',
  'expected-sender-differs',
  'tls-settings-unused',
  'proxy-unused',
  'timeouts-contradict',
] as const;

/** Stable, for programs. The wording of a message may change, its code does not. */
export type PolicyWarningCode = (typeof POLICY_WARNING_CODES)[number];
