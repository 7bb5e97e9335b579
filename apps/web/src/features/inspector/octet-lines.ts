/** A part of a message, in octets. */
export interface OctetRange {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

export const OCTETS_PER_LINE = 16;

/** What a dump shows of an octet: itself where it is printable ASCII, else a dot. */
export const toGlyph = (octet: number) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '·');

export const toHexPair = (octet: number) => octet.toString(16).padStart(2, '0');

/** Where the octets of a range stand in the base64 text; a group of six bits may belong to two octets. */
export function toBase64Range({ from, to }: OctetRange): OctetRange {
  return { from: Math.floor((from * 8) / 6), to: Math.ceil((to * 8) / 6) };
}

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += BLOCK) text += String.fromCharCode(...bytes.subarray(at, at + BLOCK));
  return btoa(text);
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, toHexPair).join('');
}

/** A multiple of three and small enough for the arguments of one call. */
const BLOCK = 24_576;
