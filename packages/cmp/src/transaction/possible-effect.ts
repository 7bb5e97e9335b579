import type { Failure } from './failure.ts';
import type { Operation } from './transaction-request.ts';

/** What may have come of a request all the same, in the words of its operation. A question changes nothing at the CA. */
export function possibleEffect(
  { operation }: { readonly operation: Operation },
  may: boolean,
): Pick<Failure, 'certificateMayExist' | 'mayBeRevoked'> {
  switch (operation) {
    case 'rr':
      return { certificateMayExist: false, mayBeRevoked: may };
    case 'genm':
      return { certificateMayExist: false };
    default:
      return { certificateMayExist: may };
  }
}
