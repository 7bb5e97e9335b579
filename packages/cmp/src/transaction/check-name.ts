import type { EnrollmentOperation, Operation } from './transaction-request.ts';

/**
 * The checks on every response to a request for a certificate, in the order in which they are made and shown. Their names
 * are the standard's where it has one; each response comes with a verdict on all of them.
 */
export type CheckName = (typeof CHECK_NAMES)[number];

/** A check on a response to any operation. */
export type AnyCheckName = (typeof ANY_CHECK_NAMES)[number];

/** Of the responses to an operation. */
export type CheckNameOf<O extends Operation> = O extends EnrollmentOperation
  ? CheckName
  : O extends 'rr'
    ? (typeof REVOCATION_CHECK_NAMES)[number]
    : (typeof INFORMATION_CHECK_NAMES)[number];

/** Who sent it, and to which message of ours: the same for all operations, and made before the body is looked at. */
export const ORIGIN_CHECK_NAMES = [
  /** Not longer than allowed, and of the media type `application/pkixcmp` (RFC 9811, section 3.2). */
  'sizeAndContentType',
  /** The strict DER of a PKIMessage, with nothing after it (RFC 9810, section 5.1). */
  'der',
  /** A version we speak: 2, or 3 where we began with it (RFC 9810, section 7). */
  'pvno',
  /** An answer that fits the request, such as ip to ir (RFC 9810, section 5.1.2). */
  'bodyType',
  'transactionID',
  /** The senderNonce of our last message; a final answer after polling may carry the first one's. */
  'recipNonce',
  /** At least 128 bits, and not seen before in this transaction. */
  'senderNonce',
  /** Where present, near our clock. */
  'messageTime',
  /** Our own name, as we sent it. */
  'recipient',
  /** The expected name; under a signature also the signer's subject, and a signer that may speak for the CA. */
  'sender',
  /** The reference of our secret, or the signer's key identifier. */
  'senderKID',
  'protectionPresent',
  /** MAC or signature, as the request had it and the policy allows. */
  'protectionKind',
  /** Types, salt and iteration count of the MAC, or key derivation and lengths of a KEM's, bounded before anything is computed. */
  'macParameters',
  /** The MAC over the received bytes, compared in constant time. */
  'mac',
  /** The signature over the received bytes. */
  'signature',
  /** A path from the signer, valid now, to a trust anchor (RFC 5280, section 6). */
  'signerChain',
  /** No certificate of that path is in a revocation list at hand (RFC 5280, section 6.3). */
  'signerRevocation',
  /** The signer's key usage allows digitalSignature; that of a KEM key keyEncipherment. */
  'signerKeyUsage',
] as const;

/** On the body of every response, whatever was asked. */
export const COMMON_CHECK_NAMES = [
  ...ORIGIN_CHECK_NAMES,
  /** One ciphertext, and for our KEM key, where one was asked for (RFC 9810, section 5.3.19.18). */
  'kemCiphertext',
  /** 0; in an answer to p10cr -1 or 0 (RFC 9810, section 5.3.4). */
  'certReqId',
  /** The PKIStatus, and a failInfo and a certificate only where it allows them. */
  'pkiStatus',
] as const;

export const CHECK_NAMES = [
  ...COMMON_CHECK_NAMES,
  /** Came in clear, unless it was to be encrypted; then it could be decrypted (RFC 9810, section 5.2.8.3.2). */
  'encryptedCertificate',
  /** The issued certificate holds the requested key; of one that the CA made, the requested algorithm. */
  'certificateKey',
  /** Its subject and SAN are as requested, or the policy accepts the listed differences. */
  'certificateNames',
  /** A path from it to a trust anchor. */
  'certificateChain',
  /** A private key that the CA was to make came encrypted to us, and could be decrypted (RFC 9483, section 4.1.6). */
  'privateKeyEnvelope',
  /** It is signed by somebody who may make keys for others (RFC 9810, section 4.5). */
  'keyGenerationAuthority',
  /** It is the only one in its package, and belongs to the certificate. */
  'privateKey',
  /** No certificate of that path is in a revocation list at hand. */
  'certificateRevocation',
  /** Certificates in caPubs are trusted only under a MAC (RFC 9810, section 5.3.2). */
  'caPubs',
] as const;

/** On every response to an rr. */
export const REVOCATION_CHECK_NAMES = [
  ...COMMON_CHECK_NAMES,
  /** revCerts, where they are there, name the certificate that was to be revoked, and no other (RFC 9810, section 5.3.10). */
  'revokedCertificate',
] as const;

/** On every response to a genm. */
export const INFORMATION_CHECK_NAMES = [
  ...COMMON_CHECK_NAMES,
  /** One answer, of the type that belongs to the question (RFC 9483, section 4.3). */
  'infoType',
  /** What it holds can be read, and is what this type may hold. */
  'infoValue',
  /** The new root is proven by the old one, which we trust (RFC 9810, section 4.4). */
  'rootCaKeyUpdate',
  /** The CRL is proven by its issuer, is the one asked for, and newer than ours. */
  'crls',
] as const;

export const ANY_CHECK_NAMES = [
  ...CHECK_NAMES,
  'revokedCertificate',
  'infoType',
  'infoValue',
  'rootCaKeyUpdate',
  'crls',
] as const;

/** The names of the checks that an operation's responses come with. */
export function checkNamesOf(operation: Operation): readonly AnyCheckName[] {
  switch (operation) {
    case 'rr':
      return REVOCATION_CHECK_NAMES;
    case 'genm':
      return INFORMATION_CHECK_NAMES;
    default:
      return CHECK_NAMES;
  }
}
