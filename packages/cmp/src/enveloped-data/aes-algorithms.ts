import { decode, DerError, encode, octetString } from '@crypto-cmp/der';
import type { AlgorithmIdentifier } from '@crypto-cmp/x509';

import { EnvelopeError } from './envelope-error.ts';

/** AES-CBC with its parameters read (RFC 9481, section 5.1). */
export interface ContentCipher {
  /** Of the content-encryption key, in octets. */
  readonly keyLength: AesKeyLength;
  readonly iv: Uint8Array;
}

export type AesKeyLength = 16 | 24 | 32;

/** @throws EnvelopeError `envelope-not-supported`, `envelope-refused` */
export function readContentCipher({ algorithm, parameters }: AlgorithmIdentifier): ContentCipher {
  const keyLength = lengthOf(AES_CBC, algorithm);
  if (keyLength === undefined) {
    throw new EnvelopeError('envelope-not-supported', `content encryption algorithm ${algorithm} is not supported`);
  }
  return { keyLength, iv: readInitializationVector(parameters) };
}

export function contentCipherAlgorithm({ keyLength, iv }: ContentCipher): AlgorithmIdentifier {
  return { algorithm: AES_CBC[keyLength], parameters: encode(octetString, iv) };
}

/** The length in octets of the key that wraps (RFC 9481, section 4.3.1). @throws EnvelopeError `envelope-not-supported` */
export function readWrapKeyLength({ algorithm }: AlgorithmIdentifier): AesKeyLength {
  const keyLength = lengthOf(AES_WRAP, algorithm);
  if (keyLength !== undefined) return keyLength;
  throw new EnvelopeError('envelope-not-supported', `key wrap algorithm ${algorithm} is not supported`);
}

/** RFC 3565, section 2.3.2: without parameters. */
export function wrapAlgorithm(keyLength: AesKeyLength): AlgorithmIdentifier {
  return { algorithm: AES_WRAP[keyLength] };
}

/** RFC 3565, section 4.1. */
function readInitializationVector(parameters: Uint8Array | undefined): Uint8Array {
  try {
    const iv = decode(octetString, parameters ?? new Uint8Array());
    if (iv.length === AES_BLOCK) return iv;
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
  }
  throw new EnvelopeError('envelope-refused', 'AES-CBC without an initialization vector of 16 octets');
}

function lengthOf(oids: Readonly<Record<AesKeyLength, string>>, algorithm: string): AesKeyLength | undefined {
  return ([16, 24, 32] as const).find((length) => oids[length] === algorithm);
}

export const AES_BLOCK = 16;

const AES_CBC = {
  16: '2.16.840.1.101.3.4.1.2',
  24: '2.16.840.1.101.3.4.1.22',
  32: '2.16.840.1.101.3.4.1.42',
} as const;

const AES_WRAP = {
  16: '2.16.840.1.101.3.4.1.5',
  24: '2.16.840.1.101.3.4.1.25',
  32: '2.16.840.1.101.3.4.1.45',
} as const;
