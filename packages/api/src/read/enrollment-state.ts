export const ENROLLMENT_STATES = [
  'queued',
  'requesting',
  'waiting',
  'confirming',
  'succeeded',
  'failed',
  'canceled',
] as const;
export type EnrollmentState = (typeof ENROLLMENT_STATES)[number];

/** The states of an enrollment that still goes on. */
export const RUNNING_STATES = ['queued', 'requesting', 'waiting', 'confirming'] as const satisfies EnrollmentState[];

export function isRunning(state: EnrollmentState): boolean {
  return RUNNING_STATES.some((running) => running === state);
}

/** What an administrator, or the scheduler, wants. */
export const ENROLLMENT_OPERATIONS = ['enroll', 'renew'] as const;
export type EnrollmentOperation = (typeof ENROLLMENT_OPERATIONS)[number];

/** What is asked on the wire. */
export const ENROLLMENT_REQUEST_TYPES = ['ir', 'cr', 'p10cr', 'kur'] as const;
