/** An enrollment that has ended: what is counted of it. Times are milliseconds since 1970. */
export interface EnrollmentEnd {
  readonly operation: string;
  /** `succeeded`, `failed` or `canceled`. */
  readonly state: string;
  /** Undefined when it did not fail. */
  readonly failureKind: string | undefined;
  readonly createdAt: number;
  readonly requestingSince: number | null;
  readonly waitingSince: number | null;
  readonly confirmingSince: number | null;
  readonly finishedAt: number;
}

/** Where the engine says what it has brought to an end. */
export interface EnrollmentMeter {
  ended(end: EnrollmentEnd): void;
}
