import { FAILURE_KINDS, type Failure, type FailureCode } from './failure.ts';

/** A failure of this code; its kind follows from it. */
export function createFailure(
  code: FailureCode,
  message: string,
  facts: Pick<Failure, 'certificateMayExist' | 'claim' | 'rejection'>,
): Failure {
  return { kind: FAILURE_KINDS[code], code, message, ...facts };
}
