import { CmpError } from '../cmp-error.ts';

/** Why a nested message cannot be made or read. */
export type NestingErrorCode =
  | 'nested-message-malformed' // what is in it is no PKIMessage
  | 'nested-message-unfit'; // it is against the rules of nesting

export class NestingError extends CmpError {
  override readonly name: string = 'NestingError';
  override readonly code: NestingErrorCode;

  constructor(code: NestingErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
    this.code = code;
  }
}
