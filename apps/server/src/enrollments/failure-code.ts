import type { Failure, FailureCode, FailureKind, PKIFailureInfoName } from '@crypto-cmp/cmp';

/** Failures that the transaction cannot know of: they are about the console around it. */
export const CONSOLE_FAILURE_KINDS = {
  // A message was sent again because its answer was lost, and the CA knows it already.
  'answer-lost': 'transport',
  // Its circuit was open for the whole time, so that nothing was sent.
  'server-unavailable': 'transport',
  'secret-missing': 'local',
  'certificate-to-renew-missing': 'local',
  'trustpoint-removed': 'local',
  'policy-not-usable': 'local',
  'sealed-value-not-readable': 'local',
  'console-failed': 'local',
  // It ran when the backup was made from which the console was restored.
  'restored-from-backup': 'local',
} as const satisfies Record<string, FailureKind>;

/** Every way an enrollment can fail. */
export type EnrollmentFailureCode = FailureCode | keyof typeof CONSOLE_FAILURE_KINDS;

/** Why an enrollment failed, as it is stored. */
export type EnrollmentFailure = Omit<Failure, 'code'> & { readonly code: EnrollmentFailureCode };

/** A failure in its column: with a few words for lists, which need no more than the row. */
export type StoredFailure = EnrollmentFailure & { readonly title: string };

export function readFailure(column: string): StoredFailure {
  return JSON.parse(column) as StoredFailure; // only finishFailed writes it
}

/** A failure of the console's own. */
export function consoleFailure(
  code: keyof typeof CONSOLE_FAILURE_KINDS,
  message: string,
  certificateMayExist: boolean,
): EnrollmentFailure {
  return { kind: CONSOLE_FAILURE_KINDS[code], code, message, certificateMayExist };
}

/**
 * Whether trying again, with nothing changed, may end better. If not, a person must act, and the trustpoint says so.
 */
export function retryCanCure(failure: EnrollmentFailure): boolean {
  if (failure.code === 'http-status') return (httpStatusOf(failure) ?? 500) >= 500;
  if (failure.kind === 'transport') return !FIRMLY_BROKEN.has(failure.code);
  if (failure.kind === 'peer-rejected') {
    return failure.claim?.failInfo.some((name) => PASSING_REFUSALS.has(name)) ?? false;
  }
  return PASSING_FAILURES.has(failure.code);
}

/** The HTTP status that a transport failure tells of: `ca1:80 answered HTTP 404 Not Found`. */
export function httpStatusOf({ message }: EnrollmentFailure): number | undefined {
  const [, digits] = /\bHTTP (\d{3})\b/.exec(message) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** No server behaves so for an hour and then stops: an address, a path or a certificate is wrong. */
const FIRMLY_BROKEN: ReadonlySet<EnrollmentFailureCode> = new Set([
  'tls-not-trusted',
  'http-redirect',
  'answer-not-http',
  'wrong-content-type',
  'answer-too-large',
]);

const PASSING_REFUSALS: ReadonlySet<string> = new Set<PKIFailureInfoName>([
  'systemUnavail',
  'systemFailure',
  'timeNotAvailable',
  'addInfoNotAvailable',
  'transactionIdInUse',
]);

const PASSING_FAILURES: ReadonlySet<EnrollmentFailureCode> = new Set([
  'canceled',
  'polling-timed-out',
  'console-failed',
  'restored-from-backup',
]);
