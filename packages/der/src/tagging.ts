import { DerError } from './der-error.ts';
import { tagged, type Schema, type Tagged } from './schema.ts';

/** `[n] IMPLICIT`: the context tag stands in place of the schema's own (X.690 8.14.3). */
export function implicit<T>(tagNumber: number, schema: Tagged<T>): Tagged<T> {
  const constructed = schema.tagOctet & 0x20;
  return tagged(contextTag(tagNumber) | constructed, schema.decodeContent, schema.encodeContent);
}

/** `[n] EXPLICIT`: the context tag is wrapped around the element (X.690 8.14.2). */
export function explicit<T>(tagNumber: number, schema: Schema<T>): Tagged<T> {
  return tagged(
    contextTag(tagNumber) | 0x20,
    (reader, end) => {
      const value = schema.decode(reader, end);
      if (reader.position !== end) {
        throw new DerError('trailing-data', `expected end of [${tagNumber}]`, reader.position);
      }
      return value;
    },
    (writer, value) => schema.encode(writer, value),
  );
}

function contextTag(tagNumber: number): number {
  if (!Number.isInteger(tagNumber) || tagNumber < 0 || tagNumber > 30) {
    throw new TypeError(`expected a tag number from 0 to 30, got ${tagNumber}`);
  }
  return 0x80 | tagNumber;
}
