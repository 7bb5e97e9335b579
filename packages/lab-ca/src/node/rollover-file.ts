import { DerError, fromHex, toHex } from '@crypto-cmp/der';

import type { StoredAuthority } from '../store/lab-ca-store.ts';

/** All that a lab CA is, from the time on when its root can have a successor: JSON, octets in hexadecimal. */
export function formatRollover(authority: StoredAuthority): string {
  return `${JSON.stringify(authority, (_, value: unknown) => (value instanceof Uint8Array ? { hex: toHex(value) } : value), 2)}\n`;
}

/** Undefined for what {@link formatRollover} has not written. */
export function parseRollover(text: string): StoredAuthority | undefined {
  try {
    const value: unknown = JSON.parse(text, (_, part: unknown) => (isOctets(part) ? fromHex(part.hex) : part));
    return isAuthority(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof DerError) return undefined;
    throw error;
  }
}

function isOctets(value: unknown): value is { readonly hex: string } {
  return typeof value === 'object' && value !== null && 'hex' in value && typeof value.hex === 'string';
}

/** The file is replaced as a whole: what has these has the rest. */
function isAuthority(value: unknown): value is StoredAuthority {
  return typeof value === 'object' && value !== null && 'root' in value && 'issuing' in value && 'rollover' in value;
}
