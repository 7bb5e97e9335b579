import { integer } from '@crypto-cmp/der';
import { createExtension } from '../extensions/create-extension.ts';
import { readExtension, type WithExtensions } from '../extensions/read-extension.ts';
import type { Extension } from '../structures/extension.ts';

// RFC 5280, sections 5.2.3 and 5.2.4
//
// CRLNumber     ::= INTEGER (0..MAX)
// BaseCRLNumber ::= CRLNumber

/**
 * The number of a list, greater for each one its issuer makes.
 *
 * @throws X509Error `malformed-structure`
 */
export function crlNumber(list: WithExtensions): bigint | undefined {
  return readExtension(list, 'cRLNumber', integer);
}

export function createCrlNumber(value: bigint): Extension {
  return createExtension('cRLNumber', false, integer, value);
}

/**
 * Of a delta list: the number of the complete one that it changes. Undefined for a complete list.
 *
 * @throws X509Error `malformed-structure`
 */
export function deltaCrlIndicator(list: WithExtensions): bigint | undefined {
  return readExtension(list, 'deltaCRLIndicator', integer);
}
