import { namedBitString, type Tagged } from '@crypto-cmp/der';

/**
 * RFC 9810 section 5.2.3. The numbers of the bits that are set, ascending; a peer may set one that has no name yet.
 *
 *     PKIFailureInfo ::= BIT STRING {
 *         badAlg              (0),  -- algorithm not recognized or not supported
 *         badMessageCheck     (1),  -- integrity check failed, for example a signature
 *         badRequest          (2),  -- transaction not permitted or not supported
 *         badTime             (3),  -- messageTime too far from the receiver's time
 *         badCertId           (4),  -- no such certificate
 *         badDataFormat       (5),  -- wrong format
 *         wrongAuthority      (6),  -- the request names another authority
 *         incorrectData       (7),  -- the requester's data is incorrect
 *         missingTimeStamp    (8),  -- timestamp missing, though policy requires it
 *         badPOP              (9),  -- proof of possession failed
 *         certRevoked         (10), -- the certificate has already been revoked
 *         certConfirmed       (11), -- the certificate has already been confirmed
 *         wrongIntegrity      (12), -- wrong kind of protection, or KEM ciphertext missing
 *         badRecipientNonce   (13), -- recipNonce missing or wrong
 *         timeNotAvailable    (14), -- the time source is not available
 *         unacceptedPolicy    (15), -- policy not supported
 *         unacceptedExtension (16), -- extension not supported
 *         addInfoNotAvailable (17), -- additional information not available
 *         badSenderNonce      (18), -- senderNonce missing or of the wrong size
 *         badCertTemplate     (19), -- certTemplate invalid or incomplete
 *         signerNotTrusted    (20), -- signer of the message unknown or not trusted
 *         transactionIdInUse  (21), -- transactionID already in use
 *         unsupportedVersion  (22), -- version of the message not supported
 *         notAuthorized       (23), -- the sender may not do this
 *         systemUnavail       (24), -- system unavailable
 *         systemFailure       (25), -- system failure
 *         duplicateCertReq    (26) } -- such a certificate exists already
 */
export type PKIFailureInfo = readonly number[];
export const PKIFailureInfo: Tagged<PKIFailureInfo> = namedBitString;

export const PKI_FAILURE_INFO = {
  badAlg: 0,
  badMessageCheck: 1,
  badRequest: 2,
  badTime: 3,
  badCertId: 4,
  badDataFormat: 5,
  wrongAuthority: 6,
  incorrectData: 7,
  missingTimeStamp: 8,
  badPOP: 9,
  certRevoked: 10,
  certConfirmed: 11,
  wrongIntegrity: 12,
  badRecipientNonce: 13,
  timeNotAvailable: 14,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
  addInfoNotAvailable: 17,
  badSenderNonce: 18,
  badCertTemplate: 19,
  signerNotTrusted: 20,
  transactionIdInUse: 21,
  unsupportedVersion: 22,
  notAuthorized: 23,
  systemUnavail: 24,
  systemFailure: 25,
  duplicateCertReq: 26,
} as const;

export type PKIFailureInfoName = keyof typeof PKI_FAILURE_INFO;
