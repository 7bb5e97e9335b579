import { octetAt } from './bytes.ts';
import { DerError } from './der-error.ts';
import type { Reader } from './reader.ts';
import { kindOf, tagged, type Schema, type Tagged } from './schema.ts';

/** The first bit is the most significant one of the first octet. */
export interface BitString {
  /** How many bits of the last octet do not count, 0 to 7; they are zero. */
  readonly unusedBits: number;
  readonly octets: Uint8Array;
}

/** BIT STRING of any number of bits (X.690 8.6, 11.2.1). */
export const bitString: Tagged<BitString> = tagged(
  0x03,
  (reader, end) => {
    const unusedBits = takeUnusedBits(reader, end);
    const octets = reader.bytes.subarray(reader.position, end);
    reader.position = end;
    return { unusedBits, octets };
  },
  (writer, value) => {
    if (!(value?.octets instanceof Uint8Array)) throw new TypeError(`expected a bit string, got ${kindOf(value)}`);
    if (!areUnused(value.unusedBits, value.octets)) {
      throw new TypeError('expected 0 to 7 unused bits, all of them zero');
    }
    writer.bytes(value.octets);
    writer.octet(value.unusedBits);
  },
);

/** BIT STRING of whole octets, such as a key or a signature. */
export const bitStringOctets: Tagged<Uint8Array> = tagged(
  0x03,
  (reader, end) => {
    takeNoUnusedBits(reader, end);
    const octets = reader.bytes.subarray(reader.position, end);
    reader.position = end;
    return octets;
  },
  (writer, value) => {
    if (!(value instanceof Uint8Array)) throw new TypeError(`expected bytes, got ${kindOf(value)}`);
    writer.bytes(value);
    writer.octet(0);
  },
);

/** BIT STRING of whole octets that hold the DER of one value. */
export function bitStringOf<T>(schema: Schema<T>): Tagged<T> {
  return tagged(
    0x03,
    (reader, end) => {
      takeNoUnusedBits(reader, end);
      const value = schema.decode(reader, end);
      if (reader.position !== end) {
        throw new DerError('trailing-data', 'expected end of the BIT STRING', reader.position);
      }
      return value;
    },
    (writer, value) => {
      schema.encode(writer, value);
      writer.octet(0);
    },
  );
}

/** BIT STRING with named bits: the numbers of those set, ascending, each below 1,000 (X.690 11.2.2). */
export const namedBitString: Tagged<readonly number[]> = tagged(
  0x03,
  (reader, end) => {
    const at = reader.position;
    const unusedBits = takeUnusedBits(reader, end);
    const start = reader.position;
    if (end - start > maxNamedBits / 8) {
      throw new DerError('too-many-elements', `expected at most ${maxNamedBits} bits`, at);
    }
    if (end > start && ((octetAt(reader.bytes, end - 1) >> unusedBits) & 1) === 0) {
      throw new DerError('invalid-bit-string', 'expected no trailing zero bits', at);
    }
    const bits: number[] = [];
    for (let bit = 0; bit < 8 * (end - start); bit++) {
      if ((octetAt(reader.bytes, start + (bit >> 3)) & (0x80 >> (bit & 7))) !== 0) bits.push(bit);
    }
    reader.position = end;
    return bits;
  },
  (writer, value) => {
    if (!Array.isArray(value)) throw new TypeError(`expected an array of bit numbers, got ${kindOf(value)}`);
    const last = value.at(-1) ?? -1;
    const octets = new Uint8Array(Number.isInteger(last) && last < maxNamedBits ? (last + 8) >> 3 : 0);
    let previous = -1;
    for (const bit of value) {
      if (!Number.isInteger(bit) || bit <= previous || bit >= maxNamedBits) {
        throw new TypeError(`expected ascending bit numbers below ${maxNamedBits}`);
      }
      octets[bit >> 3] = octetAt(octets, bit >> 3) | (0x80 >> (bit & 7));
      previous = bit;
    }
    writer.bytes(octets);
    writer.octet(last < 0 ? 0 : 7 - (last & 7));
  },
);

function takeNoUnusedBits(reader: Reader, end: number): void {
  const at = reader.position;
  if (takeUnusedBits(reader, end) !== 0) {
    throw new DerError('invalid-bit-string', 'expected whole octets', at);
  }
}

function takeUnusedBits(reader: Reader, end: number): number {
  const at = reader.position;
  const unusedBits = at < end ? octetAt(reader.bytes, at) : -1;
  if (!areUnused(unusedBits, reader.bytes, at + 1, end)) {
    throw new DerError('invalid-bit-string', 'expected 0 to 7 unused bits, all of them zero', at);
  }
  reader.position = at + 1;
  return unusedBits;
}

function areUnused(unusedBits: number, bytes: Uint8Array, start = 0, end = bytes.length): boolean {
  if (unusedBits === 0) return true;
  if (!Number.isInteger(unusedBits) || unusedBits < 0 || unusedBits > 7 || start >= end) return false;
  return (octetAt(bytes, end - 1) & ((1 << unusedBits) - 1)) === 0;
}

const maxNamedBits = 1000;
