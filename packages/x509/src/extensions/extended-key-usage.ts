import { objectIdentifier, sequenceOf } from '@crypto-cmp/der';
import type { Extension } from '../structures/extension.ts';
import { createExtension } from './create-extension.ts';
import { readExtension, type WithExtensions } from './read-extension.ts';

// RFC 5280, section 4.2.1.12
//
// ExtKeyUsageSyntax ::= SEQUENCE SIZE (1..MAX) OF KeyPurposeId
// KeyPurposeId      ::= OBJECT IDENTIFIER

/** The purposes met in practice. The three of CMP are from RFC 6402, section 2.10, and RFC 9810, section 4.5. */
export const KEY_PURPOSES = {
  anyExtendedKeyUsage: '2.5.29.37.0',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  cmcCA: '1.3.6.1.5.5.7.3.27',
  cmcRA: '1.3.6.1.5.5.7.3.28',
  cmKGA: '1.3.6.1.5.5.7.3.32',
} as const;

/**
 * The purposes the key is limited to, as object identifiers; undefined when the certificate does not limit them.
 *
 * @throws X509Error `malformed-structure`
 */
export function extendedKeyUsage(holder: WithExtensions): ReadonlySet<string> | undefined {
  const purposes = readExtension(holder, 'extendedKeyUsage', extKeyUsageSyntax);
  return purposes && new Set(purposes);
}

export function createExtendedKeyUsage(purposes: readonly string[], critical = false): Extension {
  return createExtension('extendedKeyUsage', critical, extKeyUsageSyntax, purposes);
}

const extKeyUsageSyntax = sequenceOf(objectIdentifier, { min: 1 });
