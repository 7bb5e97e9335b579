import { encode } from '@crypto-cmp/der';

import type { PKIMessage } from '../messages/pki-message.ts';
import { ProtectedPart } from '../messages/protected-part.ts';

/**
 * The octets that the protection covers (RFC 9810, section 5.1.3): header and body just as they were received or will be
 * sent, never written anew. A re-encoding could hide what the sender really wrote.
 */
export function protectedPart({ header, body }: Pick<PKIMessage, 'header' | 'body'>): Uint8Array {
  return encode(ProtectedPart, { header: header.der, body: body.der });
}
