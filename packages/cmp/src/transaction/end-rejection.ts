import type { AnyFailure } from './failure.ts';
import type { AnyStage } from './transaction-state.ts';

/**
 * The end of a transaction whose certificate we rejected: it failed for the reason of the rejection. `problem` is why the
 * CA's pkiConf is missing; undefined when it came.
 */
export function endRejection(failure: AnyFailure, problem?: string): AnyStage {
  const ended: AnyFailure =
    problem === undefined
      ? {
          ...failure,
          message: `${failure.message}; the CA confirmed the rejection`,
          certificateMayExist: false,
          rejection: 'confirmed',
        }
      : {
          ...failure,
          message: `${failure.message}; the CA did not confirm the rejection (${problem})`,
          certificateMayExist: true,
          rejection: 'unconfirmed',
        };
  return { name: 'failed', failure: ended };
}
