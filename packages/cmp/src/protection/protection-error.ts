import { CmpError } from '../cmp-error.ts';

/** Why a protection cannot be looked at. */
export type ProtectionErrorCode =
  | 'protection-not-supported' // an algorithm that we do not have
  | 'mac-parameters-malformed'; // missing, or of another ASN.1 type than the algorithm's

export class ProtectionError extends CmpError {
  override readonly name: string = 'ProtectionError';
  override readonly code: ProtectionErrorCode;

  constructor(code: ProtectionErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
    this.code = code;
  }
}
