import type { EnvelopeErrorCode } from './enveloped-data/envelope-error.ts';
import type { PopoErrorCode } from './proof-of-possession/popo-error.ts';
import type { NestingErrorCode } from './protection/nesting-error.ts';
import type { ProtectionErrorCode } from './protection/protection-error.ts';
import type { TransferErrorCode } from './transfer/transfer-error.ts';

/** Every reason for which this package throws, in one closed list; bytes that are not DER throw a `DerError`. */
export type CmpErrorCode =
  | ProtectionErrorCode
  | EnvelopeErrorCode
  | NestingErrorCode
  | PopoErrorCode
  | TransferErrorCode;

/** The base of this package's errors: ask for `code`, show `message`. */
export class CmpError extends Error {
  override readonly name: string = 'CmpError';
  readonly code: CmpErrorCode;

  constructor(code: CmpErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
