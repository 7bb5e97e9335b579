import { type Infer, optional, sequence, sequenceOf, smallInteger, type Tagged } from '@crypto-cmp/der';

import { SinglePubInfo } from './single-pub-info.ts';

/**
 * RFC 4211 section 6.3. No pubInfos with dontPublish; pleasePublish without them leaves the place to the CA.
 *
 *     PKIPublicationInfo ::= SEQUENCE {
 *         action    INTEGER { dontPublish(0), pleasePublish(1) },
 *         pubInfos  SEQUENCE SIZE (1..MAX) OF SinglePubInfo OPTIONAL }
 */
const pkiPublicationInfo = sequence({
  action: smallInteger,
  pubInfos: optional(sequenceOf(SinglePubInfo, { min: 1 })),
});
export interface PKIPublicationInfo extends Infer<typeof pkiPublicationInfo> {}
export const PKIPublicationInfo: Tagged<PKIPublicationInfo> = pkiPublicationInfo;
