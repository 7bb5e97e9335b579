import type { AlgorithmIdentifier } from '../structures/algorithm-identifier.ts';
import type { Extension } from '../structures/extension.ts';

/**
 * What a certificate says (RFC 5280, section 4.1). Byte strings are views of `der`; the signature has not been
 * verified. Ask for extensions through the readers: `subjectAltNames`, `keyUsage` and their like.
 */
export interface Certificate {
  readonly der: Uint8Array;
  /** The bytes that are signed. */
  readonly tbsDer: Uint8Array;
  /** 1, 2 or 3: one more than the number in the encoding. */
  readonly version: number;
  /** The content octets of the INTEGER as they stand: real ones may be negative or begin with needless zeros. */
  readonly serialNumber: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  /** A Name in DER. */
  readonly issuer: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** A Name in DER. */
  readonly subject: Uint8Array;
  /** A SubjectPublicKeyInfo in DER. */
  readonly subjectPublicKeyInfo: Uint8Array;
  readonly extensions: readonly Extension[];
  readonly signature: Uint8Array;
}
