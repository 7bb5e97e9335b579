import { CmpError } from '../cmp-error.ts';

/** Why what came encrypted is not taken. */
export type EnvelopeErrorCode =
  | 'envelope-not-for-us' // encrypted to somebody else, or to several
  | 'envelope-not-supported' // by algorithms or techniques that we do not have
  | 'envelope-refused' // against the rules, or weaker than the policy allows
  | 'envelope-not-opened'; // whatever fails once a key is in use: all alike, so that nobody learns from the difference

export class EnvelopeError extends CmpError {
  override readonly name: string = 'EnvelopeError';
  override readonly code: EnvelopeErrorCode;

  constructor(code: EnvelopeErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
    this.code = code;
  }
}
