import { X509Error } from '../x509-error.ts';

/** Why a text is no distinguished name. */
export type NameErrorCode =
  | 'attribute-type-missing'
  | 'attribute-type-unknown'
  | 'attribute-type-repeated'
  | 'equals-sign-missing'
  | 'value-missing'
  | 'value-invalid'
  | 'character-not-allowed'
  | 'character-not-escaped'
  | 'escape-invalid';

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
