import { compareBytes } from './bytes.ts';
import { DerError } from './der-error.ts';
import type { Reader } from './reader.ts';
import { kindOf, tagged, type Schema, type Tagged } from './schema.ts';
import type { Writer } from './writer.ts';

export interface CollectionLimits {
  /** Fewest elements; 0 unless given. */
  readonly min?: number;
  /** Most elements; 1,000 unless given. */
  readonly max?: number;
}

/** SEQUENCE OF. */
export function sequenceOf<T>(schema: Schema<T>, limits: CollectionLimits = {}): Tagged<readonly T[]> {
  const { min = 0, max = defaultMax } = limits;
  return tagged(
    0x30,
    (reader, end) => takeElements(reader, end, schema, min, max, false),
    (writer, value) => {
      checkElements(value, min, max);
      for (let index = value.length - 1; index >= 0; index--) writeElement(writer, value, index, schema);
    },
  );
}

/** SET OF: ascending by encoding when read, sorted so when written (X.690 11.6). */
export function setOf<T>(schema: Schema<T>, limits: CollectionLimits = {}): Tagged<readonly T[]> {
  const { min = 0, max = defaultMax } = limits;
  return tagged(
    0x31,
    (reader, end) => takeElements(reader, end, schema, min, max, true),
    (writer, value) => {
      checkElements(value, min, max);
      if (value.length === 1) return writeElement(writer, value, 0, schema);
      const mark = writer.length;
      const encodings: Uint8Array[] = [];
      for (let index = 0; index < value.length; index++) {
        writeElement(writer, value, index, schema);
        encodings.push(writer.since(mark).slice());
        writer.rewind(mark);
      }
      encodings.sort(compareBytes);
      for (const encoding of encodings.toReversed()) writer.bytes(encoding);
    },
  );
}

function takeElements<T>(
  reader: Reader,
  end: number,
  schema: Schema<T>,
  min: number,
  max: number,
  sorted: boolean,
): readonly T[] {
  const start = reader.position;
  const elements: T[] = [];
  let previous = start;
  try {
    while (reader.position < end) {
      const at = reader.position;
      if (elements.length === max) {
        throw new DerError('too-many-elements', `expected at most ${max} elements`, at);
      }
      const element = schema.decode(reader, end);
      if (sorted && elements.length > 0) checkOrder(reader, previous, at);
      previous = at;
      elements.push(element);
    }
  } catch (error) {
    reader.path.push(elements.length);
    throw error;
  }
  if (elements.length < min) {
    throw new DerError('too-few-elements', `expected at least ${min} elements, got ${elements.length}`, start);
  }
  return elements;
}

/** No encoding is a prefix of another, so the padding of X.690 11.6 never matters. */
function checkOrder(reader: Reader, previous: number, at: number): void {
  const { bytes, position } = reader;
  if (compareBytes(bytes.subarray(previous, at), bytes.subarray(at, position)) > 0) {
    throw new DerError('unsorted-set', 'expected elements in ascending order', at);
  }
}

function writeElement<T>(writer: Writer, value: readonly T[], index: number, schema: Schema<T>): void {
  try {
    // as: the index is below the length
    schema.encode(writer, value[index] as T);
  } catch (error) {
    writer.path.push(index);
    throw error;
  }
}

function checkElements(value: unknown, min: number, max: number): void {
  if (!Array.isArray(value)) throw new TypeError(`expected an array, got ${kindOf(value)}`);
  if (value.length < min || value.length > max) {
    throw new TypeError(`expected ${min} to ${max} elements, got ${value.length}`);
  }
}

const defaultMax = 1000;
