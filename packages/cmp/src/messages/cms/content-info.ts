import { explicit, type Infer, objectIdentifier, rawValue, sequence, type Tagged } from '@crypto-cmp/der';

/**
 * RFC 5652 section 3. The content stays as it stands, in DER.
 *
 *     ContentInfo ::= SEQUENCE {
 *         contentType      OBJECT IDENTIFIER,
 *         content      [0] EXPLICIT ANY DEFINED BY contentType }
 */
const contentInfo = sequence({
  contentType: objectIdentifier,
  content: explicit(0, rawValue),
});
export interface ContentInfo extends Infer<typeof contentInfo> {}
export const ContentInfo: Tagged<ContentInfo> = contentInfo;

export const ID_DATA = '1.2.840.113549.1.7.1';
export const ID_SIGNED_DATA = '1.2.840.113549.1.7.2';
export const ID_ENVELOPED_DATA = '1.2.840.113549.1.7.3';
