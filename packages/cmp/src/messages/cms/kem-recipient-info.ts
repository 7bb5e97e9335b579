import { explicit, type Infer, octetString, optional, sequence, smallInteger, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

import { RecipientIdentifier } from './recipient-identifier.ts';

/**
 * An OtherRecipientInfo of type `id-ori-kem`: RFC 9629 section 3. kekLength is in octets.
 *
 *     KEMRecipientInfo ::= SEQUENCE {
 *         version       CMSVersion, -- always 0
 *         rid           RecipientIdentifier,
 *         kem           AlgorithmIdentifier,
 *         kemct         OCTET STRING,
 *         kdf           AlgorithmIdentifier,
 *         kekLength     INTEGER (1..65535),
 *         ukm       [0] EXPLICIT OCTET STRING OPTIONAL,
 *         wrap          AlgorithmIdentifier,
 *         encryptedKey  OCTET STRING }
 */
const kemRecipientInfo = sequence({
  version: smallInteger,
  rid: RecipientIdentifier,
  kem: AlgorithmIdentifier,
  kemct: octetString,
  kdf: AlgorithmIdentifier,
  kekLength: smallInteger,
  ukm: optional(explicit(0, octetString)),
  wrap: AlgorithmIdentifier,
  encryptedKey: octetString,
});
export interface KEMRecipientInfo extends Infer<typeof kemRecipientInfo> {}
export const KEMRecipientInfo: Tagged<KEMRecipientInfo> = kemRecipientInfo;

export const ID_ORI_KEM = '1.2.840.113549.1.9.16.13.3';
