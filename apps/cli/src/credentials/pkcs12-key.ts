import {
  decode,
  DerError,
  explicit,
  objectIdentifier,
  octetString,
  optional,
  rawValue,
  sequence,
  sequenceOf,
  setOf,
  smallInteger,
} from '@crypto-cmp/der';

/**
 * The first private key in a PKCS#12 file (RFC 7292, section 4): PKCS#8, mostly encrypted, in DER. Undefined where there is
 * none. That the file is whole shows when the key is decrypted; its MAC says no more about the key.
 */
export function privateKeyInPkcs12(bytes: Uint8Array): Uint8Array | undefined {
  try {
    const { authSafe } = decode(pfx, bytes);
    for (const { contentType, content } of decode(sequenceOf(contentInfo), octetsOf(authSafe))) {
      // Others are encrypted as a whole: certificates lie there.
      if (contentType !== ID_DATA || content === undefined) continue;
      const bags = decode(sequenceOf(safeBag), octetsOf({ content }));
      const key = bags.find(({ bagId }) => bagId === PKCS8_SHROUDED_KEY_BAG || bagId === KEY_BAG);
      if (key !== undefined) return key.bagValue;
    }
    return undefined;
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function octetsOf({ content }: { readonly content?: Uint8Array }): Uint8Array {
  return content === undefined ? new Uint8Array() : decode(octetString, content);
}

// ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, content [0] EXPLICIT ANY OPTIONAL }
const contentInfo = sequence({ contentType: objectIdentifier, content: optional(explicit(0, rawValue)) });
// PFX ::= SEQUENCE { version INTEGER, authSafe ContentInfo, macData MacData OPTIONAL }
const pfx = sequence({ version: smallInteger, authSafe: contentInfo, macData: optional(rawValue) });
// SafeBag ::= SEQUENCE { bagId OBJECT IDENTIFIER, bagValue [0] EXPLICIT ANY, bagAttributes SET OF ANY OPTIONAL }
const safeBag = sequence({
  bagId: objectIdentifier,
  bagValue: explicit(0, rawValue),
  bagAttributes: optional(setOf(rawValue)),
});

const ID_DATA = '1.2.840.113549.1.7.1';
const KEY_BAG = '1.2.840.113549.1.12.10.1.1';
const PKCS8_SHROUDED_KEY_BAG = '1.2.840.113549.1.12.10.1.2';
