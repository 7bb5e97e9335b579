import { octetAt } from './bytes.ts';
import { DerError } from './der-error.ts';
import type { PathSteps } from './path.ts';
import { tagName } from './tag-name.ts';

/**
 * A position in the input, moved forward by each schema in turn.
 *
 * Ends are passed as arguments, and headers leave no object behind: decoding allocates nothing but its result.
 */
export class Reader {
  readonly bytes: Uint8Array;
  position: number;
  /** Filled only while an error travels outwards. */
  readonly path: PathSteps = [];

  constructor(bytes: Uint8Array, position = 0) {
    this.bytes = bytes;
    this.position = position;
  }

  /** Reads a header with this very tag; returns the end of its content, where the position now stands at the start. */
  enter(tagOctet: number, end: number): number {
    const at = this.position;
    if (at >= end) throw missing(tagName(tagOctet), at);
    const actual = octetAt(this.bytes, at);
    if (actual !== tagOctet) throw unexpectedTag(tagName(tagOctet), actual, at);
    this.position = at + 1;
    return this.readLength(end);
  }

  /** Reads any header; returns the end of its content, where the position now stands at the start. */
  enterAny(end: number): number {
    const at = this.position;
    if (at >= end) throw missing('any element', at);
    const tagOctet = octetAt(this.bytes, at);
    // X.690 8.1.5: universal tag 0 marks the end of an indefinite length, which DER does not have.
    if ((tagOctet & 0xdf) === 0) {
      throw new DerError('invalid-tag', 'expected a tag, got end-of-contents', at);
    }
    this.position = at + 1;
    if ((tagOctet & 0x1f) === 0x1f) this.readHighTagNumber(end);
    return this.readLength(end);
  }

  /** X.690 8.1.2.4: base 128, no leading zero, only for numbers that do not fit the first octet. */
  readHighTagNumber(end: number): number {
    const start = this.position;
    let number = 0;
    for (let at = start; at < end && at < start + maxTagNumberOctets; at++) {
      const octet = octetAt(this.bytes, at);
      number = number * 128 + (octet & 0x7f);
      if (octet < 0x80) {
        if (number < 31 || octetAt(this.bytes, start) === 0x80) break;
        this.position = at + 1;
        return number;
      }
    }
    throw new DerError('invalid-tag', 'expected a minimal tag number below 2^28', start);
  }

  /** X.690 10.1: definite, in the fewest octets. Refused before anything is done when it runs past `end`. */
  private readLength(end: number): number {
    const at = this.position;
    if (at >= end) throw new DerError('truncated', 'expected a length, got end of data', at);
    const first = octetAt(this.bytes, at);
    const length = first < 0x80 ? first : this.readLongLength(first, end);
    const start = first < 0x80 ? at + 1 : at + 1 + (first & 0x7f);
    if (length > end - start) {
      throw new DerError('truncated', `expected ${length} octets, got ${end - start}`, at);
    }
    this.position = start;
    return start + length;
  }

  private readLongLength(first: number, end: number): number {
    const at = this.position;
    if (first === 0x80) throw new DerError('indefinite-length', 'expected a definite length', at);
    const count = first & 0x7f;
    if (at + count >= end) throw new DerError('truncated', 'expected a length, got end of data', at);
    if (octetAt(this.bytes, at + 1) === 0) {
      throw new DerError('non-minimal-length', 'expected a minimal length', at);
    }
    if (count > maxLengthOctets) {
      throw new DerError('truncated', `expected at most ${maxLengthOctets} length octets, got ${count}`, at);
    }
    let length = 0;
    for (let index = 1; index <= count; index++) length = length * 256 + octetAt(this.bytes, at + index);
    if (length < 0x80) throw new DerError('non-minimal-length', 'expected a minimal length', at);
    return length;
  }
}

export function missing(expected: string, offset: number): DerError {
  return new DerError('missing-element', `expected ${expected}, got end of data`, offset);
}

export function unexpectedTag(expected: string, tagOctet: number, offset: number): DerError {
  return new DerError('unexpected-tag', `expected ${expected}, got ${tagName(tagOctet)}`, offset);
}

const maxLengthOctets = 6; // 2^48: still exact in a number, and beyond any input
const maxTagNumberOctets = 4;
