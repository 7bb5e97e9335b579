import { type AnyFailureCode, FAILURE_KINDS, type Failure, FURTHER_FAILURE_KINDS } from './failure.ts';

/** A failure of this code; its kind follows from it. */
export function createFailure<Code extends AnyFailureCode>(
  code: Code,
  message: string,
  facts: Pick<Failure, 'certificateMayExist' | 'mayBeRevoked' | 'claim' | 'rejection'>,
): Failure<Code> {
  return { kind: KINDS[code], code, message, ...facts };
}

const KINDS = { ...FAILURE_KINDS, ...FURTHER_FAILURE_KINDS };
