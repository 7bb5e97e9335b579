import { DerError } from './der-error.ts';
import { kindOf, tagged, type Schema, type Tagged } from './schema.ts';

/** OCTET STRING: a view of the input. */
export const octetString: Tagged<Uint8Array> = tagged(
  0x04,
  (reader, end) => {
    const octets = reader.bytes.subarray(reader.position, end);
    reader.position = end;
    return octets;
  },
  (writer, value) => {
    if (!(value instanceof Uint8Array)) throw new TypeError(`expected bytes, got ${kindOf(value)}`);
    writer.bytes(value);
  },
);

/** OCTET STRING that holds the DER of one value. */
export function octetStringOf<T>(schema: Schema<T>): Tagged<T> {
  return tagged(
    0x04,
    (reader, end) => {
      const value = schema.decode(reader, end);
      if (reader.position !== end) {
        throw new DerError('trailing-data', 'expected end of the OCTET STRING', reader.position);
      }
      return value;
    },
    (writer, value) => schema.encode(writer, value),
  );
}
