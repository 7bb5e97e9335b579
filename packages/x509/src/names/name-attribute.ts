import { encode, equalBytes, ia5String, printableString, readTlv, toHex, utf8String, DerError } from '@crypto-cmp/der';
import { attributeTypeByOid } from './attribute-types.ts';
import type { NameAttribute } from './distinguished-name.ts';
import { decodeNameString } from './name-string.ts';

/**
 * Reads the encoding of a value, keeping it only when the text alone would not lead back to it.
 *
 * @throws DerError when `der` is not exactly one element
 */
export function toNameAttribute(type: string, der: Uint8Array): NameAttribute {
  const { tagOctet, contentStart, end } = readTlv(der, 0);
  if (end !== der.length) throw new DerError('trailing-data', 'expected end of the value', end);
  const value = decodeNameString(tagOctet, der.subarray(contentStart, end));
  if (value === undefined) return { type, value: `#${toHex(der)}`, der };
  return equalBytes(encodeText(type, value), der) ? { type, value } : { type, value, der };
}

/** The DER of an attribute's value. */
export function encodeNameValue({ type, value, der }: NameAttribute): Uint8Array {
  return der ?? encodeText(type, value);
}

/**
 * RFC 5280, section 4.1.2.4: UTF8String, except for the attributes whose syntax is PrintableString or IA5String. A
 * text that does not fit those, as seen in real certificates, becomes UTF8String rather than an error.
 */
function encodeText(type: string, value: string): Uint8Array {
  const form = attributeTypeByOid(type)?.form;
  if (form === 'printable' && /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value)) return encode(printableString, value);
  if (form === 'ia5' && /^\p{ASCII}*$/u.test(value)) return encode(ia5String, value);
  return encode(utf8String, value);
}
