import { CmpError } from '../cmp-error.ts';

/** Why a proof of possession is none. */
export type PopoErrorCode =
  | 'popo-missing'
  | 'popo-wrong' // the signature does not fit the key, or was made over something else
  | 'popo-not-supported'; // another kind of proof, or an algorithm that we do not have

export class PopoError extends CmpError {
  override readonly name: string = 'PopoError';
  override readonly code: PopoErrorCode;

  constructor(code: PopoErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
    this.code = code;
  }
}
