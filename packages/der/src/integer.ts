import { octetAt, fromHex, toHex } from './bytes.ts';
import { DerError } from './der-error.ts';
import type { Reader } from './reader.ts';
import { kindOf, tagged, type Tagged } from './schema.ts';
import type { Writer } from './writer.ts';

/** INTEGER of any size up to 4,096 octets (X.690 8.3). */
export const integer: Tagged<bigint> = tagged(
  0x02,
  (reader, end) => {
    checkMinimal(reader, end);
    const length = end - reader.position;
    if (length <= 6) return BigInt(takeNumber(reader, end));
    if (length > maxIntegerOctets) {
      throw new DerError(
        'integer-out-of-range',
        `expected at most ${maxIntegerOctets} octets, got ${length}`,
        reader.position,
      );
    }
    const hex = toHex(reader.bytes.subarray(reader.position, end));
    reader.position = end;
    return BigInt.asIntN(8 * length, BigInt(`0x${hex}`));
  },
  (writer, value) => {
    if (typeof value !== 'bigint') throw new TypeError(`expected a bigint, got ${kindOf(value)}`);
    // Two's complement: a negative number is the inverse of the magnitude below it.
    const magnitude = value < 0n ? -value - 1n : value;
    const digits = magnitude.toString(16);
    const octets = fromHex(digits.length % 2 === 0 ? digits : `0${digits}`);
    if (octetAt(octets, 0) >= 0x80 ? octets.length >= maxIntegerOctets : octets.length > maxIntegerOctets) {
      throw new TypeError(`expected an integer of at most ${maxIntegerOctets} octets`);
    }
    const signPadding = octetAt(octets, 0) >= 0x80;
    if (value < 0n) for (let at = 0; at < octets.length; at++) octets[at] = octetAt(octets, at) ^ 0xff;
    writer.bytes(octets);
    if (signPadding) writer.octet(value < 0n ? 0xff : 0x00);
  },
);

/** INTEGER as a number: refused outside the safe range of ±(2^53 - 1). */
export const smallInteger: Tagged<number> = tagged(0x02, decodeSmall, encodeSmall);

/** ENUMERATED, within the same range. */
export const enumerated: Tagged<number> = tagged(0x0a, decodeSmall, encodeSmall);

/**
 * INTEGER as its content octets: two's complement, most significant first, in the fewest octets.
 *
 * For serial numbers, which are compared and echoed but never computed with.
 */
export const integerOctets: Tagged<Uint8Array> = tagged(
  0x02,
  (reader, end) => {
    checkMinimal(reader, end);
    const octets = reader.bytes.subarray(reader.position, end);
    reader.position = end;
    return octets;
  },
  (writer, value) => {
    if (!(value instanceof Uint8Array)) throw new TypeError(`expected bytes, got ${kindOf(value)}`);
    if (!isMinimal(value, 0, value.length)) throw new TypeError('expected the octets of a minimal integer');
    writer.bytes(value);
  },
);

function decodeSmall(reader: Reader, end: number): number {
  checkMinimal(reader, end);
  const at = reader.position;
  const value = end - at <= 7 ? takeNumber(reader, end) : Number.NaN;
  if (!Number.isSafeInteger(value)) {
    throw new DerError('integer-out-of-range', 'expected an integer within ±(2^53 - 1)', at);
  }
  return value;
}

function encodeSmall(writer: Writer, value: number): void {
  if (!Number.isSafeInteger(value)) throw new TypeError(`expected a safe integer, got ${kindOf(value)}`);
  let rest = value;
  for (;;) {
    const higher = Math.floor(rest / 256);
    const octet = rest - higher * 256;
    writer.octet(octet);
    if (higher === (octet < 0x80 ? 0 : -1)) return;
    rest = higher;
  }
}

function takeNumber(reader: Reader, end: number): number {
  const { bytes } = reader;
  let value = (octetAt(bytes, reader.position) << 24) >> 24;
  for (let at = reader.position + 1; at < end; at++) value = value * 256 + octetAt(bytes, at);
  reader.position = end;
  return value;
}

function checkMinimal(reader: Reader, end: number): void {
  if (!isMinimal(reader.bytes, reader.position, end)) {
    throw new DerError('invalid-integer', 'expected a minimal integer', reader.position);
  }
}

/** X.690 8.3.2: the first nine bits are neither all ones nor all zeros. */
function isMinimal(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 2) return end > start;
  const first = octetAt(bytes, start);
  const second = octetAt(bytes, start + 1);
  return first === 0x00 ? second >= 0x80 : first !== 0xff || second < 0x80;
}

const maxIntegerOctets = 4096;
