import { formatPath } from './path.ts';
import type { Schema } from './schema.ts';
import { Writer } from './writer.ts';

/**
 * Writes a value in DER.
 *
 * @throws TypeError naming the path, when the value is not one of the schema
 */
export function encode<T>(schema: Schema<T>, value: T): Uint8Array<ArrayBuffer> {
  const writer = spare ?? new Writer();
  spare = undefined; // an error leaves a writer half full, which is then let go
  try {
    schema.encode(writer, value);
  } catch (error) {
    if (!(error instanceof TypeError) || writer.path.length === 0) throw error;
    throw new TypeError(`${formatPath(writer.path)}: ${error.message}`, { cause: error });
  }
  const der = writer.take();
  spare = writer;
  return der;
}

/** Kept from one call to the next, since a new buffer costs as much as a small value. */
let spare: Writer | undefined;
