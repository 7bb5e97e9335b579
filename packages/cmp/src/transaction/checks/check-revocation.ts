import { equalBytes, fromHex } from '@crypto-cmp/der';
import { formatSerialNumber, matchNames } from '@crypto-cmp/x509';

import type { CertId } from '../../messages/crmf/cert-id.ts';
import type { PKIBody } from '../../messages/pki-body.ts';
import { minimalInteger } from '../minimal-integer.ts';
import { showGeneralName } from '../show-name.ts';
import type { RevokedCertificate } from '../transaction-state.ts';
import { failed, type Finding, notApplicable, passed } from './finding.ts';

/** A CA that names another certificate than the one asked about has revoked the wrong one, or answers something else. */
export function checkRevokedCertificate(body: PKIBody, revoking: RevokedCertificate): Finding {
  if (body.type !== 'rp') return notApplicable('nothing was revoked yet');
  const { revCerts } = body.value;
  const [certId, another] = revCerts ?? [];
  if (revCerts === undefined || certId === undefined) return notApplicable('none are named in revCerts');
  if (another !== undefined) {
    return failed('revoked-certificate-differs', `${revCerts.length} certificates, expected one`);
  }
  const shown = `${formatSerialNumber(certId.serialNumber)} of ${showGeneralName(certId.issuer)}`;
  if (!('issuer' in revoking)) return notApplicable(`${shown}; a CSR names no serial number to compare with`);
  return names(certId, revoking) ? passed(shown) : failed('revoked-certificate-differs', shown);
}

function names({ issuer, serialNumber }: CertId, revoking: Extract<RevokedCertificate, { issuer: string }>): boolean {
  return (
    issuer.type === 'directoryName' &&
    matchNames(issuer.value, fromHex(revoking.issuer)) &&
    equalBytes(minimalInteger(serialNumber), fromHex(revoking.serialNumber))
  );
}
