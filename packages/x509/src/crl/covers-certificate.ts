import { equalBytes } from '@crypto-cmp/der';
import type { Certificate } from '../certificate/certificate.ts';
import { basicConstraints } from '../extensions/basic-constraints.ts';
import { crlDistributionPoints } from '../extensions/crl-distribution-points.ts';
import { matchNames } from '../names/match-names.ts';
import type { DistributionPointName } from '../structures/distribution-point.ts';
import type { GeneralName } from '../structures/general-name.ts';
import type { CertificateList } from './certificate-list.ts';
import { deltaCrlIndicator } from './crl-number.ts';
import { issuingDistributionPoint } from './issuing-distribution-point.ts';

/**
 * Whether a list of the certificate's own issuer is about this certificate, for every reason of revocation (RFC 5280,
 * section 6.3.3, (b) and (c)). `partly` for a delta list, an indirect one or one for some reasons, none of which can say
 * alone how the certificate stands.
 *
 * @throws X509Error `malformed-structure`
 */
export function coversCertificate(list: CertificateList, certificate: Certificate): 'yes' | 'no' | 'partly' {
  if (!matchNames(list.issuer, certificate.issuer)) return 'no';
  if (deltaCrlIndicator(list) !== undefined) return 'partly';
  const scope = issuingDistributionPoint(list);
  if (scope === undefined) return 'yes';
  const isCa = basicConstraints(certificate)?.cA === true;
  if (isCa ? scope.onlyContainsUserCerts : scope.onlyContainsCACerts) return 'no';
  if (scope.onlyContainsAttributeCerts) return 'no';
  if (scope.distributionPoint !== undefined && !isNamed(scope.distributionPoint, certificate)) return 'no';
  return scope.indirectCRL || scope.onlySomeReasons ? 'partly' : 'yes';
}

/** One of the names of the list must be one by which the certificate says where its list is to be had. */
function isNamed(name: DistributionPointName, certificate: Certificate): boolean {
  return crlDistributionPoints(certificate).some(({ distributionPoint: other }) => {
    if (other?.type === 'fullName' && name.type === 'fullName') {
      return name.value.some((one) => other.value.some((another) => isSameName(one, another)));
    }
    return other !== undefined && other.type !== 'fullName' && name.type !== 'fullName'
      ? equalBytes(name.value, other.value)
      : false;
  });
}

function isSameName(one: GeneralName, other: GeneralName): boolean {
  if (one.type === 'directoryName') return other.type === one.type && matchNames(one.value, other.value);
  if (one.type === 'uniformResourceIdentifier') return other.type === one.type && one.value === other.value;
  return false;
}
