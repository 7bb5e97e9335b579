import { type Infer, optional, rawTagged, sequence, setOf, smallInteger, type Tagged } from '@crypto-cmp/der';

import { EncryptedContentInfo } from './encrypted-content-info.ts';
import { RecipientInfo } from './recipient-info.ts';

/**
 * RFC 5652 section 6.1, in DER as RFC 9810 section 5.2.2 has it. What CMP has no use for stays as it stands.
 *
 *     EnvelopedData ::= SEQUENCE {
 *         version                   CMSVersion,
 *         originatorInfo        [0] OriginatorInfo OPTIONAL,
 *         recipientInfos            SET SIZE (1..MAX) OF RecipientInfo,
 *         encryptedContentInfo      EncryptedContentInfo,
 *         unprotectedAttrs      [1] SET SIZE (1..MAX) OF Attribute OPTIONAL }
 *
 *     CMSVersion ::= INTEGER { v0(0), v1(1), v2(2), v3(3), v4(4), v5(5) }
 */
const envelopedData = sequence({
  version: smallInteger,
  originatorInfo: optional(rawTagged(0xa0)),
  recipientInfos: setOf(RecipientInfo, { min: 1 }),
  encryptedContentInfo: EncryptedContentInfo,
  unprotectedAttrs: optional(rawTagged(0xa1)),
});
export interface EnvelopedData extends Infer<typeof envelopedData> {}
export const EnvelopedData: Tagged<EnvelopedData> = envelopedData;
