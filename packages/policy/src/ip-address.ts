import { parseIpAddress as parseOctets, X509Error } from '@crypto-cmp/x509';

/** The octets of an IPv4 or IPv6 address, 4 or 16 of them, as a certificate holds them; undefined for any other text. */
export function parseIpAddress(text: string): Uint8Array | undefined {
  try {
    return parseOctets(text);
  } catch (error) {
    if (error instanceof X509Error) return undefined;
    throw error;
  }
}
