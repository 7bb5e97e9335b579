/** What the console allows itself at each CA server. */
export interface ServerLimits {
  /** Enrollments under way at once. */
  readonly concurrency: number;
  /** Enrollments that begin in any minute. */
  readonly startsPerMinute: number;
}

/** The limits, with what else deciding about a place needs. */
export interface GateRules extends ServerLimits {
  /** How long an enrollment is held up at most for a server that does not answer. */
  readonly longestHoldUpSeconds: number;
  /** From 0 to 1. */
  readonly random: () => number;
}
