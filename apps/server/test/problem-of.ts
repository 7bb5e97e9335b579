import { ApiError, type Problem } from '@crypto-cmp/api';

/** The problem document a call is refused with; fails the test when it is not refused. */
export async function problemOf(call: Promise<unknown>): Promise<Problem> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError && error.problem !== undefined) return error.problem;
  throw new Error(`expected a problem document, got ${error instanceof Error ? error.message : 'a success'}`, {
    cause: error,
  });
}
