import type { Certificate } from '../certificate/certificate.ts';
import { showName } from '../names/show-name.ts';
import { type PathRefusal, refuse } from './path-verdict.ts';

/**
 * RFC 5280, section 6.1.4 (o): an extension that is critical and not processed here refuses the certificate. That none
 * stands there twice was seen when the certificate was parsed.
 */
export function checkExtensions(certificate: Certificate): PathRefusal | undefined {
  for (const { extnID, critical } of certificate.extensions) {
    if (critical && !PROCESSED.has(extnID)) {
      return refuse(
        'critical-extension-unknown',
        `${showName(certificate.subject)} has the unknown critical extension ${extnID}`,
        certificate,
      );
    }
  }
  return undefined;
}

const PROCESSED: ReadonlySet<string> = new Set([
  '2.5.29.15', // keyUsage
  '2.5.29.17', // subjectAltName
  '2.5.29.19', // basicConstraints
  '2.5.29.30', // nameConstraints
  '2.5.29.37', // extKeyUsage: read by those who ask for a purpose
  // With any-policy as the initial policy set these three change nothing. policyConstraints may demand a policy, which
  // is not looked for here: critical, it is refused.
  '2.5.29.32', // certificatePolicies
  '2.5.29.33', // policyMappings
  '2.5.29.54', // inhibitAnyPolicy
]);
