import { octetAt } from './bytes.ts';
import { DerError } from './der-error.ts';
import type { Reader } from './reader.ts';
import { kindOf, tagged, type Tagged } from './schema.ts';
import type { Writer } from './writer.ts';

/**
 * GeneralizedTime: UTC, with seconds, and a fraction of one to three digits that does not end in zero (X.690 11.7).
 *
 * Finer fractions, leap seconds and 24:00 are refused: a Date cannot hold them.
 */
export const generalizedTime: Tagged<Date> = tagged(
  0x18,
  (reader, end) => takeTime(reader, end, 4),
  (writer, value) => {
    writeTime(writer, value, 4);
  },
);

/** UTCTime: UTC, with seconds; 50 to 99 are 1950 to 1999, 00 to 49 are 2000 to 2049 (X.690 11.8, RFC 5280 4.1.2.5.1). */
export const utcTime: Tagged<Date> = tagged(
  0x17,
  (reader, end) => takeTime(reader, end, 2),
  (writer, value) => {
    writeTime(writer, value, 2);
  },
);

function takeTime(reader: Reader, end: number, yearDigits: 2 | 4): Date {
  const start = reader.position;
  const { bytes } = reader;
  const monthAt = start + yearDigits;
  const fractionAt = monthAt + 10;
  if (end <= fractionAt || octetAt(bytes, end - 1) !== Z) throw invalid(start);
  const digits = takeDigits(bytes, start, yearDigits);
  const year = yearDigits === 4 ? digits : digits + (digits < 50 ? 2000 : 1900);
  const month = takeDigits(bytes, monthAt, 2);
  const day = takeDigits(bytes, monthAt + 2, 2);
  const hour = takeDigits(bytes, monthAt + 4, 2);
  const minute = takeDigits(bytes, monthAt + 6, 2);
  const second = takeDigits(bytes, monthAt + 8, 2);
  const milliseconds =
    yearDigits === 4 ? takeFraction(bytes, fractionAt, end - 1) : fractionAt === end - 1 ? 0 : Number.NaN;
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, day);
  time.setUTCHours(hour, minute, second, milliseconds);
  // A day that the month does not have would have moved the month; a digit that was none has made the date invalid.
  const stands = time.getUTCMonth() === month - 1 && hour < 24 && minute < 60 && second < 60;
  if (!stands) throw invalid(start);
  reader.position = end;
  return time;
}

/** A number of this many digits, or NaN. */
function takeDigits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    const digit = octetAt(bytes, at) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Milliseconds, or NaN. */
function takeFraction(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return 0;
  const count = end - start - 1;
  if (octetAt(bytes, start) !== dot || count < 1 || count > 3 || octetAt(bytes, end - 1) === zero) return Number.NaN;
  return takeDigits(bytes, start + 1, count) * 10 ** (3 - count);
}

function writeTime(writer: Writer, value: Date, yearDigits: 2 | 4): void {
  if (!(value instanceof Date)) throw new TypeError(`expected a Date, got ${kindOf(value)}`);
  const year = value.getUTCFullYear();
  const [first, last] = yearDigits === 4 ? [0, 9999] : [1950, 2049];
  // Written so that an invalid Date, whose year is NaN, is refused too.
  if (!(year >= first && year <= last)) throw new TypeError(`expected a year from ${first} to ${last}, got ${year}`);
  const milliseconds = value.getUTCMilliseconds();
  if (yearDigits === 2 && milliseconds !== 0) throw new TypeError('expected whole seconds');
  writer.octet(Z);
  if (milliseconds !== 0) writeFraction(writer, milliseconds);
  writeDigits(writer, value.getUTCSeconds(), 2);
  writeDigits(writer, value.getUTCMinutes(), 2);
  writeDigits(writer, value.getUTCHours(), 2);
  writeDigits(writer, value.getUTCDate(), 2);
  writeDigits(writer, value.getUTCMonth() + 1, 2);
  writeDigits(writer, year, yearDigits);
}

/** The last digits of a number. */
function writeDigits(writer: Writer, value: number, count: number): void {
  let rest = value;
  for (let written = 0; written < count; written++) {
    writer.octet(zero + (rest % 10));
    rest = Math.floor(rest / 10);
  }
}

function writeFraction(writer: Writer, milliseconds: number): void {
  let digits = milliseconds;
  let count = 3;
  for (; digits % 10 === 0; digits /= 10) count--;
  writeDigits(writer, digits, count);
  writer.octet(dot);
}

function invalid(offset: number): DerError {
  return new DerError('invalid-time', 'invalid time', offset);
}

const Z = 0x5a;
const dot = 0x2e;
const zero = 0x30;
