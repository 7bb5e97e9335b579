import type { NameErrorCode } from './names/name-error-code.ts';

/** Every reason for which this package refuses something, in one closed list. */
export type X509ErrorCode =
  | NameErrorCode
  | 'malformed-structure'
  | 'malformed-pem'
  | 'malformed-ip-address'
  | 'malformed-general-name'
  | 'unsupported-key'
  | 'unsupported-algorithm'
  | 'invalid-signature'
  | 'key-mismatch'
  | 'decryption-failed';

/** The base of this package's errors: ask for `code`, show `message`. */
export class X509Error extends Error {
  override readonly name: string = 'X509Error';
  readonly code: X509ErrorCode;

  constructor(code: X509ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
