import { toHex } from '@crypto-cmp/der';
import { attributeTypeByOid } from './attribute-types.ts';
import { decodeName } from './decode-name.ts';
import type { DistinguishedName, NameAttribute } from './distinguished-name.ts';
import { encodeNameValue } from './name-attribute.ts';

/**
 * Writes a name as RFC 4514 text, most specific step first; {@link parseName} reads it back to the same name.
 *
 * @throws X509Error `malformed-structure`, when given bytes that are no Name
 */
export function formatName(name: DistinguishedName | Uint8Array): string {
  const { rdns } = name instanceof Uint8Array ? decodeName(name) : name;
  return rdns
    .toReversed()
    .map((rdn) => rdn.map(formatAttribute).join('+'))
    .join(',');
}

/** RFC 4514, section 2.4: a type without a short name, and a value that is no text, are written as `#` and digits. */
function formatAttribute(attribute: NameAttribute): string {
  const keyword = attributeTypeByOid(attribute.type)?.keyword;
  if (keyword !== undefined && attribute.der === undefined) return `${keyword}=${escapeValue(attribute.value)}`;
  return `${keyword ?? attribute.type}=#${toHex(encodeNameValue(attribute))}`;
}

function escapeValue(value: string): string {
  return escapeUnseen(value.replaceAll(/^[ #]|["+,;<>\\]| $/g, String.raw`\$&`));
}

/**
 * Control and formatting characters as escaped octets, which RFC 4514 allows for any character. Shown as they are, a
 * right-to-left override or a line break in a certificate would let it pose as another.
 */
export function escapeUnseen(value: string): string {
  return value.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    toHex(new TextEncoder().encode(character)).replaceAll(/../g, (pair) => `\\${pair}`),
  );
}
