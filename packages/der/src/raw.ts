import { octetAt } from './bytes.ts';
import { DerError } from './der-error.ts';
import { missing, Reader, unexpectedTag } from './reader.ts';
import { kindOf, type Schema } from './schema.ts';
import { tagName } from './tag-name.ts';
import type { Writer } from './writer.ts';

/**
 * Any one element as it stands, header included: a view of the input.
 *
 * Only the outer header is checked; what is inside is for whoever looks at it.
 */
export const rawValue: Schema<Uint8Array> = raw('any element', () => true);

/** One element that begins with this identifier octet, as it stands. */
export function rawTagged(tagOctet: number): Schema<Uint8Array> {
  return raw(tagName(tagOctet), (actual) => actual === tagOctet);
}

/** One SEQUENCE as it stands. */
export const rawSequence: Schema<Uint8Array> = rawTagged(0x30);

/** A value beside the bytes it was read from. */
export interface WithDer<T> {
  /** The whole element, header included: a view of the input. This, not `value`, is what is written. */
  readonly der: Uint8Array;
  readonly value: T;
}

/** Keeps the bytes beside the value, for what is hashed, signed or echoed as it was received. */
export function withDer<T>(schema: Schema<T>): Schema<WithDer<T>> {
  return {
    expected: schema.expected,
    accepts: schema.accepts,
    decode: (reader, end) => {
      const start = reader.position;
      const value = schema.decode(reader, end);
      return { der: reader.bytes.subarray(start, reader.position), value };
    },
    encode: (writer, value) => writeElement(writer, value?.der, schema),
  };
}

function raw(expected: string, accepts: (tagOctet: number) => boolean): Schema<Uint8Array> {
  const schema: Schema<Uint8Array> = {
    expected,
    accepts,
    decode: (reader, end) => {
      const start = reader.position;
      if (start >= end) throw missing(expected, start);
      const tagOctet = octetAt(reader.bytes, start);
      if (!accepts(tagOctet)) throw unexpectedTag(expected, tagOctet, start);
      reader.position = reader.enterAny(end);
      return reader.bytes.subarray(start, reader.position);
    },
    encode: (writer, value) => writeElement(writer, value, schema),
  };
  return schema;
}

/** Bytes that are not one element would silently break everything around them. */
function writeElement(writer: Writer, der: unknown, schema: Schema<unknown>): void {
  if (!(der instanceof Uint8Array)) throw new TypeError(`expected bytes, got ${kindOf(der)}`);
  if (!isElement(der) || !schema.accepts(octetAt(der, 0))) {
    throw new TypeError(`expected the DER of ${schema.expected}`);
  }
  writer.bytes(der);
}

function isElement(der: Uint8Array): boolean {
  try {
    return new Reader(der).enterAny(der.length) === der.length;
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}
