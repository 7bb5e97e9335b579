import { explicit, type Infer, objectIdentifier, octetString, optional, sequence, type Tagged } from '@crypto-cmp/der';

/**
 * RFC 5652 section 5.2. The eContentType of a private key made by the CA is `id-ct-KP-aKeyPackage` (RFC 5958).
 *
 *     EncapsulatedContentInfo ::= SEQUENCE {
 *         eContentType      OBJECT IDENTIFIER,
 *         eContent      [0] EXPLICIT OCTET STRING OPTIONAL }
 */
const encapsulatedContentInfo = sequence({
  eContentType: objectIdentifier,
  eContent: optional(explicit(0, octetString)),
});
export interface EncapsulatedContentInfo extends Infer<typeof encapsulatedContentInfo> {}
export const EncapsulatedContentInfo: Tagged<EncapsulatedContentInfo> = encapsulatedContentInfo;

export const ID_CT_KP_A_KEY_PACKAGE = '2.16.840.1.101.2.1.2.78.5';
