import { X509Error } from '../x509-error.ts';
import { formatName } from './format-name.ts';

/** A name in DER for a message about it, which must come out even when the name is what is wrong. */
export function showName(name: Uint8Array): string {
  try {
    return formatName(name);
  } catch (error) {
    if (error instanceof X509Error) return 'a name that cannot be read';
    throw error;
  }
}
