import { decode, encode, explicit, nullValue, octetString, optional, sequence } from '@crypto-cmp/der';
import { HASH_OIDS, type HashName, hashNameOf } from '../keys/hash-name.ts';
import { readingDer } from '../reading-der.ts';
import { AlgorithmIdentifier } from '../structures/algorithm-identifier.ts';
import { X509Error } from '../x509-error.ts';

/** A way to encrypt a key to an RSA key (RFC 9481, section 4.2.1). */
export type KeyTransportScheme =
  | { readonly kind: 'rsa-pkcs1' }
  /** The mask generation function is MGF1 with the same hash; the label is empty. */
  | { readonly kind: 'rsa-oaep'; readonly hash: HashName };

/**
 * Reads the identifier that stands beside an encrypted key.
 *
 * @throws X509Error `unsupported-algorithm`, `malformed-structure`
 */
export function toKeyTransportScheme({ algorithm, parameters }: AlgorithmIdentifier): KeyTransportScheme {
  if (algorithm === RSA_ENCRYPTION) return { kind: 'rsa-pkcs1' };
  if (algorithm !== RSAES_OAEP) {
    throw new X509Error('unsupported-algorithm', `key transport algorithm ${algorithm} is not supported`);
  }
  return readingDer('RSAES-OAEP parameters', () => {
    const value = decode(oaepParameters, parameters ?? EMPTY_SEQUENCE);
    const hash = value.hashAlgorithm === undefined ? 'sha1' : hashNameOf(value.hashAlgorithm.algorithm);
    if (hash === undefined || readMaskHash(value.maskGenAlgorithm) !== hash || !isEmptyLabel(value.pSourceAlgorithm)) {
      throw new X509Error('unsupported-algorithm', 'these RSAES-OAEP parameters are not supported');
    }
    return { kind: 'rsa-oaep', hash };
  });
}

export function toKeyTransportAlgorithm(scheme: KeyTransportScheme): AlgorithmIdentifier {
  const absent = encode(nullValue, null);
  if (scheme.kind === 'rsa-pkcs1') return { algorithm: RSA_ENCRYPTION, parameters: absent };
  // RFC 4055, section 2.1: the parameters of the hash are NULL here, and SHA-1 is left out as the default.
  const hashAlgorithm: AlgorithmIdentifier = { algorithm: HASH_OIDS[scheme.hash], parameters: absent };
  const maskGenAlgorithm = { algorithm: MGF1, parameters: encode(AlgorithmIdentifier, hashAlgorithm) };
  const value = scheme.hash === 'sha1' ? {} : { hashAlgorithm, maskGenAlgorithm };
  return { algorithm: RSAES_OAEP, parameters: encode(oaepParameters, value) };
}

function readMaskHash(mask: AlgorithmIdentifier | undefined): HashName | undefined {
  if (mask === undefined) return 'sha1';
  if (mask.algorithm !== MGF1 || mask.parameters === undefined) return undefined;
  return hashNameOf(decode(AlgorithmIdentifier, mask.parameters).algorithm);
}

function isEmptyLabel(source: AlgorithmIdentifier | undefined): boolean {
  if (source === undefined) return true;
  return (
    source.algorithm === P_SPECIFIED &&
    source.parameters !== undefined &&
    decode(octetString, source.parameters).length === 0
  );
}

// RFC 4055, section 4.1
//
// RSAES-OAEP-params ::= SEQUENCE {
//   hashFunc     [0] AlgorithmIdentifier DEFAULT sha1Identifier,
//   maskGenFunc  [1] AlgorithmIdentifier DEFAULT mgf1SHA1Identifier,
//   pSourceFunc  [2] AlgorithmIdentifier DEFAULT pSpecifiedEmptyIdentifier }

const oaepParameters = sequence({
  hashAlgorithm: optional(explicit(0, AlgorithmIdentifier)),
  maskGenAlgorithm: optional(explicit(1, AlgorithmIdentifier)),
  pSourceAlgorithm: optional(explicit(2, AlgorithmIdentifier)),
});

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const RSAES_OAEP = '1.2.840.113549.1.1.7';
const MGF1 = '1.2.840.113549.1.1.8';
const P_SPECIFIED = '1.2.840.113549.1.1.9';
const EMPTY_SEQUENCE = Uint8Array.of(0x30, 0);
