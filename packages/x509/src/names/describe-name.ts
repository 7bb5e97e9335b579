import { attributeTypeByOid } from './attribute-types.ts';
import { decodeName } from './decode-name.ts';
import type { DistinguishedName, NameAttribute } from './distinguished-name.ts';
import { escapeUnseen } from './format-name.ts';

/**
 * Writes a name for a reader, most specific step first: `CN ap-12 · OU Branch 12 · O Example Rail`. It cannot be read
 * back; an empty name is an empty text.
 *
 * @throws X509Error `malformed-structure`, when given bytes that are no Name
 */
export function describeName(name: DistinguishedName | Uint8Array): string {
  const { rdns } = name instanceof Uint8Array ? decodeName(name) : name;
  return rdns
    .toReversed()
    .map((rdn) => rdn.map(describeAttribute).join(' + '))
    .join(' · ');
}

function describeAttribute({ type, value }: NameAttribute): string {
  return `${attributeTypeByOid(type)?.keyword ?? type} ${escapeUnseen(value)}`;
}
