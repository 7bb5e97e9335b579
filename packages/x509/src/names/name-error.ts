import { X509Error } from '../x509-error.ts';
import type { NameErrorCode } from './name-error-code.ts';

/** A text that is no distinguished name, and where: `position` counts Unicode code points from 0. */
export class NameError extends X509Error {
  override readonly name: string = 'NameError';
  override readonly code: NameErrorCode;
  readonly position: number;

  constructor(code: NameErrorCode, position: number, message: string) {
    super(code, message);
    this.code = code;
    this.position = position;
  }
}
