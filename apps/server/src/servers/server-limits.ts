/** What the console allows itself at each CA server. */
export interface ServerLimits {
  /** Enrollments under way at once. */
  readonly concurrency: number;
  /** Enrollments that begin in any minute. */
  readonly startsPerMinute: number;
}
