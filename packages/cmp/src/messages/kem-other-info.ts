import { explicit, type Infer, octetString, optional, sequence, type Tagged } from '@crypto-cmp/der';

import { PKIFreeText } from './pki-free-text.ts';

/**
 * Input of the key derivation of `id-KemBasedMac`: RFC 9810 section 5.1.3.4. The transactionID keeps the keys of
 * different transactions apart.
 *
 *     KemOtherInfo ::= SEQUENCE {
 *         staticString       PKIFreeText, -- "CMP-KEM"
 *         transactionID      OCTET STRING,
 *         kemContext     [0] OCTET STRING OPTIONAL }
 */
const kemOtherInfo = sequence({
  staticString: PKIFreeText,
  transactionID: octetString,
  kemContext: optional(explicit(0, octetString)),
});
export interface KemOtherInfo extends Infer<typeof kemOtherInfo> {}
export const KemOtherInfo: Tagged<KemOtherInfo> = kemOtherInfo;
