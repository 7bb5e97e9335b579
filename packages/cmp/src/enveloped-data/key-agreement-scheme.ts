import { decode, DerError, encode } from '@crypto-cmp/der';
import {
  AlgorithmIdentifier,
  type CryptoProvider,
  type HashName,
  hkdf,
  type HKDF_OIDS,
  x963Kdf,
} from '@crypto-cmp/x509';

import { ECCCMSSharedInfo } from '../messages/cms/ecc-cms-shared-info.ts';
import { type AesKeyLength, readWrapKeyLength, wrapAlgorithm } from './aes-algorithms.ts';
import { EnvelopeError } from './envelope-error.ts';

/** ECDH and a key derivation, with the wrap that the derived key is for (RFC 9481, section 4.1). */
export interface KeyAgreementScheme {
  readonly kdf:
    | { readonly type: 'x963'; readonly hash: HashName }
    | { readonly type: 'hkdf'; readonly hash: keyof typeof HKDF_OIDS };
  /** Its octets go into the derivation as they stand. */
  readonly wrap: AlgorithmIdentifier;
  readonly wrapKeyLength: AesKeyLength;
}

/** @throws EnvelopeError `envelope-not-supported`, `envelope-refused` */
export function readKeyAgreementScheme({ algorithm, parameters }: AlgorithmIdentifier): KeyAgreementScheme {
  const kdf = SCHEMES[algorithm];
  if (kdf === undefined) {
    throw new EnvelopeError('envelope-not-supported', `key agreement algorithm ${algorithm} is not supported`);
  }
  try {
    const wrap = decode(AlgorithmIdentifier, parameters ?? new Uint8Array());
    return { kdf, wrap, wrapKeyLength: readWrapKeyLength(wrap) };
  } catch (error) {
    if (error instanceof DerError) {
      throw new EnvelopeError('envelope-refused', 'the key agreement does not name the wrap it is for');
    }
    throw error;
  }
}

/** Derives with SHA-256, for keys of any of our curves. */
export function keyAgreementAlgorithm(wrapKeyLength: AesKeyLength): AlgorithmIdentifier {
  return {
    algorithm: STANDARD_SHA256,
    parameters: encode(AlgorithmIdentifier, wrapAlgorithm(wrapKeyLength)),
  };
}

/** The wrapping key (RFC 5753, section 7.2; RFC 8418, section 2). */
export async function deriveWrappingKey(
  { kdf, wrap, wrapKeyLength: length }: KeyAgreementScheme,
  sharedSecret: Uint8Array,
  ukm: Uint8Array | undefined,
  crypto: Pick<CryptoProvider, 'digest' | 'hmac'>,
): Promise<Uint8Array> {
  const bits = 8 * length;
  const sharedInfo = encode(ECCCMSSharedInfo, {
    keyInfo: wrap,
    ...(ukm !== undefined && { entityUInfo: ukm }),
    suppPubInfo: Uint8Array.of(0, 0, bits >> 8, bits & 0xff),
  });
  return kdf.type === 'x963'
    ? x963Kdf({ hash: kdf.hash, sharedSecret, sharedInfo, length }, crypto)
    : hkdf({ hash: kdf.hash, inputKey: sharedSecret, info: sharedInfo, length }, crypto);
}

const STANDARD_SHA256 = '1.3.132.1.11.1';

/**
 * dhSinglePass-stdDH (RFC 5753, section 7.1.4; RFC 8418, section 3). On our curves, whose cofactor is 1, the cofactor
 * variants come to the same.
 */
const SCHEMES: Readonly<Record<string, KeyAgreementScheme['kdf']>> = {
  '1.3.133.16.840.63.0.2': { type: 'x963', hash: 'sha1' },
  '1.3.132.1.11.0': { type: 'x963', hash: 'sha224' },
  [STANDARD_SHA256]: { type: 'x963', hash: 'sha256' },
  '1.3.132.1.11.2': { type: 'x963', hash: 'sha384' },
  '1.3.132.1.11.3': { type: 'x963', hash: 'sha512' },
  '1.3.132.1.14.1': { type: 'x963', hash: 'sha256' },
  '1.3.132.1.14.2': { type: 'x963', hash: 'sha384' },
  '1.3.132.1.14.3': { type: 'x963', hash: 'sha512' },
  '1.2.840.113549.1.9.16.3.19': { type: 'hkdf', hash: 'sha256' },
  '1.2.840.113549.1.9.16.3.20': { type: 'hkdf', hash: 'sha384' },
  '1.2.840.113549.1.9.16.3.21': { type: 'hkdf', hash: 'sha512' },
};
