import { DerError } from '@crypto-cmp/der';
import { X509Error } from './x509-error.ts';

/** Runs a reader of DER; what it refuses becomes this package's error, which says of what. */
export function readingDer<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw new X509Error('malformed-structure', `${what}: ${error.message}`, { cause: error });
  }
}
