import { concat, decode, DerError, encode, objectIdentifier, octetString, setOf } from '@crypto-cmp/der';
import { Attribute } from '@crypto-cmp/x509';

/** The two attributes that every signature over a content other than data has (RFC 5652, section 5.3). */
export interface SignedAttributes {
  readonly contentType: string;
  readonly messageDigest: Uint8Array;
}

/** As a SET OF: this is what is signed (RFC 5652, section 5.4). */
export function encodeSignedAttributes({ contentType, messageDigest }: SignedAttributes): Uint8Array {
  return encode(setOf(Attribute), [
    { type: CONTENT_TYPE, values: [encode(objectIdentifier, contentType)] },
    { type: MESSAGE_DIGEST, values: [encode(octetString, messageDigest)] },
  ]);
}

/** Undefined where they are no sorted SET OF, or lack one of the two, or have it twice. */
export function decodeSignedAttributes(setOfAttributes: Uint8Array): SignedAttributes | undefined {
  try {
    const attributes = decode(setOf(Attribute), setOfAttributes);
    return {
      contentType: decode(objectIdentifier, onlyValue(attributes, CONTENT_TYPE)),
      messageDigest: decode(octetString, onlyValue(attributes, MESSAGE_DIGEST)),
    };
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

/** The same element under another tag, such as `[0] IMPLICIT` in place of SET. */
export function withTag(der: Uint8Array, tagOctet: number): Uint8Array {
  return concat(Uint8Array.of(tagOctet), der.subarray(1));
}

/** RFC 5652, sections 11.1 and 11.2: once, with one value. No value is no DER. */
function onlyValue(attributes: readonly Attribute[], type: string): Uint8Array {
  const values = attributes.filter((one) => one.type === type).flatMap((one) => one.values);
  return values.length === 1 ? (values[0] ?? new Uint8Array()) : new Uint8Array();
}

export const SET_TAG = 0x31;

const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
