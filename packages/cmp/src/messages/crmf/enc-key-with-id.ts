import { choice, type Infer, optional, sequence, type Tagged, utf8String } from '@crypto-cmp/der';
import { GeneralName, PrivateKeyInfo } from '@crypto-cmp/x509';

/**
 * CMS content of type `id-ct-encKeyWithID`: RFC 4211 section 6.4.
 *
 *     EncKeyWithID ::= SEQUENCE {
 *         privateKey  PrivateKeyInfo,
 *         identifier  CHOICE {
 *             string       UTF8String,
 *             generalName  GeneralName } OPTIONAL }
 */
const encKeyWithID = sequence({
  privateKey: PrivateKeyInfo,
  identifier: optional(choice({ string: utf8String, generalName: GeneralName })),
});
export interface EncKeyWithID extends Infer<typeof encKeyWithID> {}
export const EncKeyWithID: Tagged<EncKeyWithID> = encKeyWithID;

export const ID_CT_ENC_KEY_WITH_ID = '1.2.840.113549.1.9.16.1.21';
