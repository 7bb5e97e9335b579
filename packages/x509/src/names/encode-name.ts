import { encode, objectIdentifier, rawValue, sequence, sequenceOf, setOf } from '@crypto-cmp/der';
import type { DistinguishedName } from './distinguished-name.ts';
import { encodeNameValue } from './name-attribute.ts';

// RFC 5280, section 4.1.2.4
//
// RDNSequence               ::= SEQUENCE OF RelativeDistinguishedName
// RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue
// AttributeTypeAndValue     ::= SEQUENCE { type AttributeType, value AttributeValue }

/** The DER of a Name: UTF8String, except PrintableString and IA5String where the attribute's syntax asks for them. */
export function encodeName(name: DistinguishedName): Uint8Array<ArrayBuffer> {
  return encode(
    rdnSequence,
    name.rdns.map((rdn) => rdn.map((attribute) => ({ type: attribute.type, value: encodeNameValue(attribute) }))),
  );
}

const rdnSequence = sequenceOf(setOf(sequence({ type: objectIdentifier, value: rawValue }), { min: 1 }));
