import { octetAt } from './bytes.ts';
import { DerError } from './der-error.ts';
import type { Reader } from './reader.ts';
import { kindOf, tagged, type Tagged } from './schema.ts';
import type { Writer } from './writer.ts';

/** UTF8String: well-formed UTF-8, a byte order mark kept as a character. */
export const utf8String: Tagged<string> = tagged(
  0x0c,
  (reader, end) => {
    const start = reader.position;
    try {
      const text = utf8Decoder.decode(reader.bytes.subarray(start, end));
      reader.position = end;
      return text;
    } catch {
      throw new DerError('invalid-string', 'expected well-formed UTF-8', start);
    }
  },
  (writer, value) => {
    checkText(value);
    if (!writeAscii(writer, value)) writer.bytes(utf8Encoder.encode(value));
  },
);

/** NumericString: digits and space. */
export const numericString: Tagged<string> = singleOctetString(0x12, /[0-9 ]/);

/** PrintableString: letters, digits, space and `'()+,-./:=?`. */
export const printableString: Tagged<string> = singleOctetString(0x13, /[A-Za-z0-9 '()+,\-./:=?]/);

/** TeletexString, read as Latin-1 as everybody does: its true repertoire, T.61, is dead. */
export const teletexString: Tagged<string> = singleOctetString(0x14, /[^]/);

/** IA5String: ASCII, control characters included. */
export const ia5String: Tagged<string> = singleOctetString(0x16, /[\0-\x7f]/);

/** VisibleString: printing ASCII and space. */
export const visibleString: Tagged<string> = singleOctetString(0x1a, /[ -~]/);

/** UniversalString: Unicode in four octets a character. */
export const universalString: Tagged<string> = wideString(0x1c, 4);

/** BMPString: Unicode in two octets a character, without surrogates. */
export const bmpString: Tagged<string> = wideString(0x1e, 2);

/** Most text is short and ASCII, and then a loop beats the call; false leaves nothing written. */
function writeAscii(writer: Writer, text: string): boolean {
  const mark = writer.length;
  for (let at = text.length - 1; at >= 0; at--) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) {
      writer.rewind(mark);
      return false;
    }
    writer.octet(code);
  }
  return true;
}

/** An octet is a character, and its code. */
function singleOctetString(tagOctet: number, repertoire: RegExp): Tagged<string> {
  const allowed = Array.from({ length: 256 }, (_, code) => repertoire.test(String.fromCharCode(code)));
  return tagged(
    tagOctet,
    (reader, end) => {
      const { bytes } = reader;
      let text = '';
      for (let at = reader.position; at < end; at++) {
        const code = octetAt(bytes, at);
        if (allowed[code] !== true) throw new DerError('invalid-string', 'character not allowed here', at);
        text += String.fromCharCode(code);
      }
      reader.position = end;
      return text;
    },
    (writer, value) => {
      checkText(value);
      for (let at = value.length - 1; at >= 0; at--) {
        const code = value.charCodeAt(at);
        if (allowed[code] !== true) throw new TypeError('character not allowed here');
        writer.octet(code);
      }
    },
  );
}

/** Big-endian code points of a fixed width. */
function wideString(tagOctet: number, width: 2 | 4): Tagged<string> {
  return tagged(
    tagOctet,
    (reader, end) => {
      let text = '';
      for (let at = reader.position; at < end; at += width)
        text += String.fromCodePoint(takeCode(reader, at, end, width));
      reader.position = end;
      return text;
    },
    (writer, value) => {
      checkText(value);
      for (const character of Array.from(value).toReversed()) writeCode(writer, character, width);
    },
  );
}

function takeCode(reader: Reader, at: number, end: number, width: 2 | 4): number {
  if (at + width > end) throw new DerError('invalid-string', `expected ${width} octets a character`, at);
  let code = 0;
  for (let index = at; index < at + width; index++) code = code * 256 + octetAt(reader.bytes, index);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
    throw new DerError('invalid-string', 'character not allowed here', at);
  }
  return code;
}

function writeCode(writer: Writer, character: string, width: 2 | 4): void {
  const code = character.codePointAt(0) ?? 0;
  if (width === 2 && code > 0xffff) throw new TypeError('character not allowed here');
  for (let shift = 0; shift < 8 * width; shift += 8) writer.octet((code >> shift) & 0xff);
}

/** A lone surrogate would be written as U+FFFD: another text than was asked for. */
function checkText(value: unknown): void {
  if (typeof value !== 'string') throw new TypeError(`expected a string, got ${kindOf(value)}`);
  if (!value.isWellFormed()) throw new TypeError('expected well-formed text, got a lone surrogate');
}

const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf8Encoder = new TextEncoder();
