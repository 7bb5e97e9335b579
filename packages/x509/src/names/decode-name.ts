import { children, decode, DerError, objectIdentifier, readTlv, toHex, type Tlv } from '@crypto-cmp/der';
import { X509Error } from '../x509-error.ts';
import type { DistinguishedName, NameAttribute, RelativeDistinguishedName } from './distinguished-name.ts';
import { decodeNameString } from './name-string.ts';

/**
 * Reads the DER of a Name (RFC 5280, section 4.1.2.4), leniently: any string type, any text in it, attributes of a
 * step in any order. The result is for reading; compare and echo the DER itself.
 *
 * @throws X509Error `malformed-structure`
 */
export function decodeName(der: Uint8Array): DistinguishedName {
  try {
    const sequence = readTlv(der, 0);
    if (sequence.end !== der.length) throw new DerError('trailing-data', 'expected end of the name', sequence.end);
    return { rdns: within(der, sequence, 0x30).map((rdn) => readRdn(der, rdn)) };
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw new X509Error('malformed-structure', `name: ${error.message}`, { cause: error });
  }
}

function readRdn(der: Uint8Array, rdn: Tlv): RelativeDistinguishedName {
  return within(der, rdn, 0x31).map((attribute) => readAttribute(der, attribute));
}

function readAttribute(der: Uint8Array, attribute: Tlv): NameAttribute {
  const [type, value, surplus] = within(der, attribute, 0x30);
  if (type === undefined || value === undefined || surplus !== undefined) {
    throw new DerError('missing-element', 'expected type and value', attribute.start);
  }
  const oid = decode(objectIdentifier, der.subarray(type.start, type.end));
  const text = decodeNameString(value.tagOctet, der.subarray(value.contentStart, value.end));
  if (text !== undefined) return { type: oid, value: text };
  const valueDer = der.subarray(value.start, value.end);
  return { type: oid, value: `#${toHex(valueDer)}`, der: valueDer };
}

/** The elements in one that has this very tag. */
function within(der: Uint8Array, parent: Tlv, tagOctet: number): readonly Tlv[] {
  if (parent.tagOctet !== tagOctet) {
    throw new DerError('unexpected-tag', `expected tag ${tagOctet}, got ${parent.tagOctet}`, parent.start);
  }
  const elements = Array.from(children(der, parent).take(MAX_ELEMENTS + 1));
  if (elements.length > MAX_ELEMENTS) {
    throw new DerError('too-many-elements', `expected at most ${MAX_ELEMENTS} elements`, parent.start);
  }
  return elements;
}

/** As many as can be written again. */
const MAX_ELEMENTS = 1000;
