/** Joins byte strings into a new one. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/**
 * Whether two byte strings are the same.
 *
 * Not constant time: never compare a MAC or any other secret with it.
 */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && compareBytes(left, right) === 0;
}

/** Order of two byte strings, octet by octet; a prefix comes first. */
export function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at++) {
    const difference = octetAt(left, at) - octetAt(right, at);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Lower case hexadecimal digits, two an octet, no separators. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at++) text += hexPairs[octetAt(bytes, at)];
  return text;
}

/**
 * The bytes that hexadecimal digits of either case stand for.
 *
 * @throws TypeError on an odd number of digits or any other character
 */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length >> 1);
  // Any character that is no digit leaves its sign here.
  let digits = text.length % 2 === 0 ? 0 : -1;
  for (let at = 0; at < bytes.length; at++) {
    const high = digitOf(text.charCodeAt(2 * at));
    const low = digitOf(text.charCodeAt(2 * at + 1));
    digits |= high | low;
    bytes[at] = (high << 4) | low;
  }
  if (digits < 0) throw new TypeError('expected an even number of hexadecimal digits');
  return bytes;
}

/** -1 for what is no digit. */
function digitOf(charCode: number): number {
  if (charCode >= 0x30 && charCode <= 0x39) return charCode - 0x30;
  const lowerCase = charCode | 0x20;
  return lowerCase >= 0x61 && lowerCase <= 0x66 ? lowerCase - 0x57 : -1;
}

/** An octet that the caller knows to be there. */
export function octetAt(bytes: Uint8Array, at: number): number {
  // as: every caller has compared `at` with the end it was given
  return bytes[at] as number;
}

const hexPairs = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, '0'));
