import type { Failure } from './failure.ts';
import type { Operation } from './transaction-request.ts';
import type { AnyStage } from './transaction-state.ts';

/** What may have come of a request all the same, in the words of its operation. A question changes nothing at the CA. */
export function possibleEffect(
  { operation, stage }: { readonly operation: Operation; readonly stage?: { readonly name: AnyStage['name'] } },
  arrived: boolean,
): Pick<Failure, 'certificateMayExist' | 'mayBeRevoked'> {
  // What asks for a ciphertext asks for nothing else.
  const may = arrived && stage?.name !== 'agreeing';
  switch (operation) {
    case 'rr':
      return { certificateMayExist: false, mayBeRevoked: may };
    case 'genm':
      return { certificateMayExist: false };
    default:
      return { certificateMayExist: may };
  }
}
