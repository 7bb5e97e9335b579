import { bitString, namedBitString } from '@crypto-cmp/der';
import type { Extension } from '../structures/extension.ts';
import { createExtension } from './create-extension.ts';
import { readExtension, type WithExtensions } from './read-extension.ts';

// RFC 5280, section 4.2.1.3
//
// KeyUsage ::= BIT STRING { digitalSignature(0), nonRepudiation(1), ... decipherOnly(8) }

export type KeyUsage = (typeof KEY_USAGES)[number];

/** In the order of their bits. Bit 1 has two names; this is the newer one. */
export const KEY_USAGES = [
  'digitalSignature',
  'contentCommitment',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

/**
 * What the key may be used for; undefined when the certificate does not limit it.
 *
 * @throws X509Error `malformed-structure`
 */
export function keyUsage(holder: WithExtensions): ReadonlySet<KeyUsage> | undefined {
  // Not a namedBitString: real certificates leave the trailing zero bits in.
  const bits = readExtension(holder, 'keyUsage', bitString);
  if (bits === undefined) return undefined;
  return new Set(KEY_USAGES.filter((_, bit) => ((bits.octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0));
}

export function createKeyUsage(usages: Iterable<KeyUsage>, critical = true): Extension {
  const wanted = new Set(usages);
  const bits = [...KEY_USAGES.keys()].filter((bit) => wanted.has(KEY_USAGES[bit] ?? 'decipherOnly'));
  return createExtension('keyUsage', critical, namedBitString, bits);
}
