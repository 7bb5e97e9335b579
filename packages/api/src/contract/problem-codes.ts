/** Every problem the API may answer with: its HTTP status (RFC 9110) and its title. */
export const PROBLEMS = {
  'malformed-request': { status: 400, title: 'The request could not be read' },
  'origin-refused': { status: 403, title: 'Requests from this origin are refused' },
  'route-not-found': { status: 404, title: 'There is no such address' },
  'policy-not-found': { status: 404, title: 'There is no such policy' },
  'trustpoint-not-found': { status: 404, title: 'There is no such trustpoint' },
  'certificate-not-found': { status: 404, title: 'The trustpoint holds no certificate' },
  'enrollment-not-found': { status: 404, title: 'There is no such enrollment' },
  'message-not-found': { status: 404, title: 'The enrollment has no such message' },
  'alert-not-found': { status: 404, title: 'There is no such alert' },
  'alert-channel-not-found': { status: 404, title: 'There is no such channel' },
  'method-not-allowed': { status: 405, title: 'The address exists, but not for this method' },
  'not-acceptable': { status: 406, title: 'There is no form of it that the request accepts' },
  'policy-in-use': { status: 409, title: 'The policy is in use' },
  'trustpoint-in-use': { status: 409, title: 'A trustpoint of the policy is in use' },
  'enrollment-running': { status: 409, title: 'An enrollment of this trustpoint is running' },
  'enrollment-not-possible': { status: 409, title: 'The trustpoint cannot be enrolled like this' },
  'enrollment-ended': { status: 409, title: 'The enrollment has ended' },
  'idempotency-key-reused': { status: 409, title: 'The Idempotency-Key was used for another request' },
  'lab-ca-not-configured': { status: 409, title: 'No lab CA is configured' },
  'version-clash': { status: 412, title: 'Somebody else has changed it meanwhile' },
  'payload-too-large': { status: 413, title: 'The request is too large' },
  'media-type-not-supported': { status: 415, title: 'The request has a media type that is not understood' },
  'host-refused': { status: 421, title: 'Requests for this host are refused' },
  'validation-failed': { status: 422, title: 'Some fields need correction' },
  'version-required': { status: 428, title: 'The request must say which version it changes' },
  'internal-error': { status: 500, title: 'Something went wrong in the console' },
  'lab-ca-unavailable': { status: 503, title: 'The lab CA cannot be read' },
  'not-ready': { status: 503, title: 'The console cannot work at the moment' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** The media type of a problem document (RFC 9457). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** The `type` of a problem document. Names the problem; there is nothing to fetch. */
export function problemType(code: ProblemCode): string {
  return `urn:crypto-cmp:problem:${code}`;
}

export function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === 'string' && Object.hasOwn(PROBLEMS, code);
}
