import { toHex } from '@crypto-cmp/der';
import type { CryptoProvider } from '../keys/crypto-provider.ts';
import type { HashName } from '../keys/hash-name.ts';
import type { Certificate } from './certificate.ts';

/** The hash of the whole certificate, by which people and logs name it. */
export async function certificateFingerprint(
  certificate: Pick<Certificate, 'der'>,
  crypto: Pick<CryptoProvider, 'digest'>,
  hash: HashName = 'sha256',
): Promise<Uint8Array> {
  return crypto.digest(hash, certificate.der);
}

/** `3A:F0:…`, as OpenSSL and browsers print a fingerprint. */
export function formatFingerprint(fingerprint: Uint8Array): string {
  return toHex(fingerprint)
    .toUpperCase()
    .replaceAll(/..(?!$)/g, '$&:');
}

/** A serial number in hexadecimal, as `openssl x509 -serial` prints it: whole octets, `-` before a negative one. */
export function formatSerialNumber(serialNumber: Uint8Array): string {
  const value = BigInt.asIntN(8 * serialNumber.length, BigInt(`0x0${toHex(serialNumber)}`));
  const digits = (value < 0n ? -value : value).toString(16).toUpperCase();
  return (value < 0n ? '-' : '') + (digits.length % 2 === 0 ? digits : `0${digits}`);
}
