import { decodeName, formatName } from '@crypto-cmp/x509';

/** The common name of a Name in DER, or the whole of it where it has none. */
export function displayName(name: Uint8Array): string {
  const attributes = decodeName(name).rdns.flat();
  return attributes.findLast(({ type }) => type === COMMON_NAME)?.value ?? formatName(name);
}

const COMMON_NAME = '2.5.4.3';
