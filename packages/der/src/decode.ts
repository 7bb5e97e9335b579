import { DerError } from './der-error.ts';
import { formatPath } from './path.ts';
import { Reader } from './reader.ts';
import { kindOf, type Schema } from './schema.ts';

export interface DecodeOptions {
  /** Longest input that is looked at, in octets; 1 MiB unless given. */
  readonly maxBytes?: number;
}

/**
 * Reads one value that fills the whole input.
 *
 * Byte strings in the result are views of the input, not copies.
 *
 * @throws DerError when the input is not the DER (X.690 clauses 10 and 11) of such a value
 */
export function decode<T>(schema: Schema<T>, bytes: Uint8Array, options: DecodeOptions = {}): T {
  const { maxBytes = defaultMaxBytes } = options;
  if (!(bytes instanceof Uint8Array)) throw new TypeError(`expected bytes, got ${kindOf(bytes)}`);
  if (bytes.length > maxBytes) {
    throw new DerError('too-large', `expected at most ${maxBytes} octets, got ${bytes.length}`, 0);
  }
  const reader = new Reader(plain(bytes));
  try {
    const value = schema.decode(reader, bytes.length);
    if (reader.position !== bytes.length) {
      throw new DerError('trailing-data', 'expected end of data', reader.position);
    }
    return value;
  } catch (error) {
    if (!(error instanceof DerError) || reader.path.length === 0) throw error;
    throw new DerError(error.code, error.problem, error.offset, formatPath(reader.path));
  }
}

/** Without the methods of a subclass such as Buffer, whose slices would be Buffers too. */
function plain(bytes: Uint8Array): Uint8Array {
  if (bytes.constructor === Uint8Array) return bytes;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const defaultMaxBytes = 1024 * 1024;
