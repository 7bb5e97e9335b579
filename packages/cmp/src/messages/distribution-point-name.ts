import { choice, implicit, type Infer, rawTagged, type Schema } from '@crypto-cmp/der';
import { GeneralNames } from '@crypto-cmp/x509';

/**
 * RFC 5280 section 4.2.1.13. A name relative to the issuer stays as it stands, in DER.
 *
 *     DistributionPointName ::= CHOICE {
 *         fullName                 [0] GeneralNames,
 *         nameRelativeToCRLIssuer  [1] RelativeDistinguishedName }
 */
const distributionPointName = choice({
  fullName: implicit(0, GeneralNames),
  nameRelativeToCRLIssuer: rawTagged(0xa1),
});
export type DistributionPointName = Infer<typeof distributionPointName>;
export const DistributionPointName: Schema<DistributionPointName> = distributionPointName;
