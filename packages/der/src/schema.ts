import type { Reader } from './reader.ts';
import { tagName } from './tag-name.ts';
import type { Writer } from './writer.ts';

/** How one element is read and written. Use it through {@link decode} and {@link encode}; the members are internal. */
export interface Schema<T> {
  /** What a message calls it. */
  readonly expected: string;
  /** Whether an element that begins with this octet can be one of these. */
  accepts(this: void, tagOctet: number): boolean;
  /** Reads the element at the reader's position, which ends at `end` or before. */
  decode(this: void, reader: Reader, end: number): T;
  encode(this: void, writer: Writer, value: T): void;
}

/** A schema with one outer tag, which {@link implicit} can replace. A choice is not one of them. */
export interface Tagged<T> extends Schema<T> {
  readonly tagOctet: number;
  /** Reads from the reader's position up to `end`, all of it. */
  decodeContent(this: void, reader: Reader, end: number): T;
  encodeContent(this: void, writer: Writer, value: T): void;
}

/** The type of the values of a schema. */
export type Infer<S> = S extends { decode(reader: never, end: never): infer T } ? T : never;

export function tagged<T>(
  tagOctet: number,
  decodeContent: (reader: Reader, end: number) => T,
  encodeContent: (writer: Writer, value: T) => void,
): Tagged<T> {
  return {
    tagOctet,
    expected: tagName(tagOctet),
    accepts: (actual) => actual === tagOctet,
    decode: (reader, end) => decodeContent(reader, reader.enter(tagOctet, end)),
    encode: (writer, value) => {
      const mark = writer.length;
      encodeContent(writer, value);
      writer.header(tagOctet, mark);
    },
    decodeContent,
    encodeContent,
  };
}

/** What a wrong JavaScript value is called in a message. Never the value itself: it may be a secret. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
