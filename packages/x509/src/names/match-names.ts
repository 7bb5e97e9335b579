import { equalBytes } from '@crypto-cmp/der';
import { X509Error } from '../x509-error.ts';
import { decodeName } from './decode-name.ts';
import type { NameAttribute, RelativeDistinguishedName } from './distinguished-name.ts';

/**
 * Whether two names in DER are the same by RFC 5280, section 7.1: step by step, regardless of the string type, of
 * upper and lower case, and of how many spaces there are. Bytes that are no Name match only themselves.
 */
export function matchNames(left: Uint8Array, right: Uint8Array): boolean {
  if (equalBytes(left, right)) return true;
  try {
    const rightKeys = rdnKeys(right);
    const leftKeys = rdnKeys(left);
    return leftKeys.length === rightKeys.length && leftKeys.every((key, index) => key === rightKeys[index]);
  } catch (error) {
    if (error instanceof X509Error) return false;
    throw error;
  }
}

/**
 * A key for each step of a name in DER, most significant first: steps match when their keys are equal, and one name
 * lies below another when it begins with its keys.
 *
 * @throws X509Error `malformed-structure`
 */
export function rdnKeys(name: Uint8Array): readonly string[] {
  return decodeName(name).rdns.map(rdnKey);
}

/** X.501, section 9.3: the attributes of a step have no order. */
function rdnKey(rdn: RelativeDistinguishedName): string {
  return JSON.stringify(rdn.map(attributeKey).toSorted());
}

function attributeKey({ type, value, der }: NameAttribute): string {
  // A value that is no text is compared as it is; the colon keeps it apart from a text that looks like it.
  return der === undefined ? `${type}=${prepare(value)}` : `${type}:${value}`;
}

/**
 * RFC 4518 as far as RFC 5280 needs it: case folded, compatibility forms composed, spaces trimmed and runs of them one.
 * Control characters are kept, where RFC 4518 drops them: a name with a NUL in it is not the name without.
 */
function prepare(value: string): string {
  return value.normalize('NFKC').toLowerCase().normalize('NFKC').replaceAll(/\s+/g, ' ').trim();
}
