import type { Certificate } from '../certificate/certificate.ts';
import { formatName } from '../names/format-name.ts';
import { type PathRefusal, refuse } from './path-verdict.ts';

/**
 * RFC 5280, sections 4.2 and 6.1.4 (o): an extension that is critical and not processed here refuses the certificate,
 * and so does one that stands there twice, since two readers may take different ones.
 */
export function checkExtensions(certificate: Certificate): PathRefusal | undefined {
  const seen = new Set<string>();
  for (const { extnID, critical } of certificate.extensions) {
    const name = formatName(certificate.subject);
    if (seen.has(extnID)) return refuse('extension-repeated', `${name} has extension ${extnID} twice`, certificate);
    seen.add(extnID);
    if (critical && !PROCESSED.has(extnID)) {
      return refuse('critical-extension-unknown', `${name} has the unknown critical extension ${extnID}`, certificate);
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
