/** Every reason for which bytes are refused. */
export type DerErrorCode =
  | 'too-large' // the whole input is longer than the caller allows
  | 'too-deep'
  | 'too-many-elements'
  | 'too-few-elements'
  | 'truncated' // a header or a value runs past the end of what holds it
  | 'trailing-data' // bytes or elements after the last one that belongs there
  | 'missing-element'
  | 'unexpected-tag'
  | 'invalid-tag'
  | 'indefinite-length'
  | 'non-minimal-length'
  | 'invalid-boolean'
  | 'invalid-integer'
  | 'integer-out-of-range'
  | 'invalid-null'
  | 'invalid-object-identifier'
  | 'invalid-bit-string'
  | 'invalid-string'
  | 'invalid-time'
  | 'encoded-default'
  | 'unsorted-set';

/**
 * Bytes that are not the DER of the expected structure.
 *
 * The message reads `header.messageTime: invalid time (offset 34)`.
 */
export class DerError extends Error {
  override readonly name: string = 'DerError';
  readonly code: DerErrorCode;
  /** Where in the structure, such as `body.ir[0].certReq`; empty for the outermost element. */
  readonly path: string;
  /** Where in the input, in octets from its start. */
  readonly offset: number;
  /** The message without path and offset. */
  readonly problem: string;

  constructor(code: DerErrorCode, problem: string, offset: number, path = '') {
    super(`${path === '' ? '' : `${path}: `}${problem} (offset ${offset})`);
    this.code = code;
    this.path = path;
    this.offset = offset;
    this.problem = problem;
  }
}
