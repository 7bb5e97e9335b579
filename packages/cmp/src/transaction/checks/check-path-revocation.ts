import { type Certificate, checkRevocation, type PathVerdict, type RevocationVerdict } from '@crypto-cmp/x509';

import type { FailureCode } from '../failure.ts';
import { showName } from '../show-name.ts';
import type { TransactionContext } from '../transaction-context.ts';
import { failed, type Finding, notApplicable, passed } from './finding.ts';

/**
 * Looks up all certificates of a path, the anchor apart, in the revocation lists at hand (RFC 5280, section 6.3). What no
 * list knows is no obstacle, unless the policy wants to know.
 */
export async function checkPathRevocation(
  verdict: PathVerdict | undefined,
  revokedCode: Extract<FailureCode, 'signer-revoked' | 'certificate-revoked'>,
  { crls = [], expectations, now, crypto }: TransactionContext,
): Promise<Finding> {
  if (verdict?.valid !== true) return notApplicable('no path to a trust anchor');
  const required = expectations?.requireRevocationStatus === true;
  if (crls.length === 0 && !required) return notApplicable('no CRL is at hand');
  let obstacle: string | undefined;
  for (const [certificate, issuer] of links(verdict.path)) {
    const status = await checkRevocation({ certificate, issuer, crls, at: now, crypto });
    if (status.status === 'revoked') return failed(revokedCode, describeRevoked(certificate, status));
    if (status.status === 'unknown') obstacle ??= `${showName(certificate.subject)}: ${status.message}`;
  }
  if (obstacle === undefined) return passed('not revoked');
  return required ? failed('revocation-unknown', obstacle) : notApplicable(obstacle);
}

/** Each certificate of a path with the one that issued it. */
function links(path: readonly Certificate[]): readonly (readonly [Certificate, Certificate])[] {
  return path.flatMap((certificate, index) => {
    const issuer = path[index + 1];
    return issuer === undefined ? [] : [[certificate, issuer] as const];
  });
}

function describeRevoked(
  { subject }: Certificate,
  { reason, revocationDate }: Extract<RevocationVerdict, { status: 'revoked' }>,
): string {
  return `${showName(subject)} was revoked at ${revocationDate.toISOString()}: ${reason}`;
}
