import { encode, integerOctets, sequence } from '@crypto-cmp/der';

// RFC 3279, section 2.2.3
//
// Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }
const ecdsaSigValue = sequence({ r: integerOctets, s: integerOctets });

/** The signature of IEEE P1363 (`r` and `s` side by side, equally long), as WebCrypto gives it, in DER. */
export function ecdsaSignatureToDer(signature: Uint8Array): Uint8Array<ArrayBuffer> {
  if (signature.length === 0 || signature.length % 2 !== 0) {
    throw new TypeError(`expected r and s of equal length, got ${signature.length} octets`);
  }
  const half = signature.length / 2;
  return encode(ecdsaSigValue, { r: toUnsigned(signature.subarray(0, half)), s: toUnsigned(signature.subarray(half)) });
}

/** The content of the INTEGER with this magnitude: no needless zeros, one where the first bit would mean a sign. */
function toUnsigned(magnitude: Uint8Array): Uint8Array {
  const start = magnitude.findIndex((octet) => octet !== 0);
  const digits = start < 0 ? Uint8Array.of(0) : magnitude.subarray(start);
  return (digits[0] ?? 0) < 0x80 ? digits : Uint8Array.of(0, ...digits);
}
