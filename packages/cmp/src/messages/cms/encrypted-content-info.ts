import { implicit, type Infer, objectIdentifier, octetString, optional, sequence, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

/**
 * RFC 5652 section 6.1.
 *
 *     EncryptedContentInfo ::= SEQUENCE {
 *         contentType                     OBJECT IDENTIFIER,
 *         contentEncryptionAlgorithm      AlgorithmIdentifier,
 *         encryptedContent            [0] OCTET STRING OPTIONAL }
 */
const encryptedContentInfo = sequence({
  contentType: objectIdentifier,
  contentEncryptionAlgorithm: AlgorithmIdentifier,
  encryptedContent: optional(implicit(0, octetString)),
});
export interface EncryptedContentInfo extends Infer<typeof encryptedContentInfo> {}
export const EncryptedContentInfo: Tagged<EncryptedContentInfo> = encryptedContentInfo;
