import { type Certificate, type CertificateList, crlDistributionPoints } from '@crypto-cmp/x509';

import type { Question } from './transaction-request.ts';

/**
 * Asks for the CRL that a certificate could be on, if it is newer than the one at hand (RFC 9483, section 4.3.4). The
 * source is the certificate's first CRL distribution point, or its issuer where it names none.
 *
 * @throws X509Error when the distribution points cannot be read
 */
export function createCrlQuestion(certificate: Certificate, atHand?: Pick<CertificateList, 'thisUpdate'>): Question {
  const point = crlDistributionPoints(certificate).find(({ distributionPoint }) => distributionPoint !== undefined);
  const dpn = point?.distributionPoint;
  return {
    type: 'crlStatusList',
    source:
      dpn === undefined
        ? { type: 'issuer', value: [{ type: 'directoryName', value: certificate.issuer }] }
        : { type: 'dpn', value: dpn },
    // Of an indirect list the distribution point names the issuer.
    ...(point?.cRLIssuer === undefined && { issuer: certificate.issuer }),
    ...(atHand !== undefined && { thisUpdate: atHand.thisUpdate }),
  };
}
