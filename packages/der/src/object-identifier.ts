import { octetAt } from './bytes.ts';
import { DerError } from './der-error.ts';
import { kindOf, tagged, type Tagged } from './schema.ts';
import type { Writer } from './writer.ts';

/** OBJECT IDENTIFIER in dotted form, of at most 64 content octets (X.690 8.19). */
export const objectIdentifier: Tagged<string> = tagged(
  0x06,
  (reader, end) => {
    const start = reader.position;
    const { bytes } = reader;
    if (start === end || end - start > maxOctets || octetAt(bytes, end - 1) >= 0x80) throw invalid(start);
    let dotted = '';
    for (let at = start; at < end;) {
      if (octetAt(bytes, at) === 0x80) throw invalid(start); // a leading zero
      let last = at;
      while (octetAt(bytes, last) >= 0x80) last++;
      const arc = last - at < 7 ? takeArc(bytes, at, last) : takeLargeArc(bytes, at, last);
      dotted += at === start ? firstArcs(arc) : `.${arc}`;
      at = last + 1;
    }
    reader.position = end;
    return dotted;
  },
  (writer, value) => {
    if (typeof value !== 'string') throw new TypeError(`expected a dotted string, got ${kindOf(value)}`);
    // The length is bounded before the pattern runs and before arcs become bigints.
    if (value.length > 4 * maxOctets || !dottedForm.test(value)) throw new TypeError('expected an object identifier');
    const mark = writer.length;
    let end = value.length;
    for (let start = value.lastIndexOf('.') + 1; start > secondArcAt; start = value.lastIndexOf('.', end - 1) + 1) {
      writeArc(writer, value, start, end, 0);
      end = start - 1;
    }
    writeArc(writer, value, secondArcAt, end, 40 * Number(value[0]));
    if (writer.length - mark > maxOctets) {
      throw new TypeError(`expected an object identifier of at most ${maxOctets} octets`);
    }
  },
);

function takeArc(bytes: Uint8Array, first: number, last: number): number {
  let arc = 0;
  for (let at = first; at <= last; at++) arc = arc * 128 + (octetAt(bytes, at) & 0x7f);
  return arc;
}

/** Arcs beyond 2^49 exist: 2.25 is followed by a UUID. */
function takeLargeArc(bytes: Uint8Array, first: number, last: number): bigint {
  let arc = 0n;
  for (let at = first; at <= last; at++) arc = arc * 128n + BigInt(octetAt(bytes, at) & 0x7f);
  return arc;
}

/** X.690 8.19.4: the first two arcs share one number. */
function firstArcs(shared: number | bigint): string {
  if (shared < 40) return `0.${shared}`;
  if (shared < 80) return `1.${Number(shared) - 40}`;
  return `2.${typeof shared === 'bigint' ? shared - 80n : shared - 80}`;
}

function writeArc(writer: Writer, dotted: string, start: number, end: number, offset: number): void {
  if (end - start < 10) {
    let arc = 0;
    for (let at = start; at < end; at++) arc = arc * 10 + dotted.charCodeAt(at) - 0x30;
    arc += offset;
    writer.octet(arc & 0x7f);
    for (let rest = arc >> 7; rest > 0; rest >>= 7) writer.octet(0x80 | (rest & 0x7f));
  } else {
    const arc = BigInt(dotted.slice(start, end)) + BigInt(offset);
    writer.octet(Number(arc & 0x7fn));
    for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) writer.octet(0x80 | Number(rest & 0x7fn));
  }
}

function invalid(offset: number): DerError {
  return new DerError('invalid-object-identifier', 'invalid object identifier', offset);
}

const maxOctets = 64;
const secondArcAt = 2; // the first is one digit
const dottedForm = /^(?:[01]\.[1-3]?[0-9]|2\.(?:0|[1-9][0-9]*))(?:\.(?:0|[1-9][0-9]*))*$/;
