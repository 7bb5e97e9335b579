import { choice, explicit, type Infer, type Schema } from '@crypto-cmp/der';
import { DistributionPointName, GeneralNames } from '@crypto-cmp/x509';

/**
 * RFC 9810 section 5.3.19.17. A URL in dpn is a key to look up, never a place to fetch from.
 *
 *     CRLSource ::= CHOICE {
 *         dpn     [0] DistributionPointName,
 *         issuer  [1] GeneralNames }
 */
const crlSource = choice({
  dpn: explicit(0, DistributionPointName),
  issuer: explicit(1, GeneralNames),
});
export type CRLSource = Infer<typeof crlSource>;
export const CRLSource: Schema<CRLSource> = crlSource;
