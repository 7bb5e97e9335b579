import type { LintedPolicy } from './lint-policy.ts';
import type { PolicyWarning } from './policy-warning.ts';

/** How the Secret protects our requests. */
export function lintProtection({ advanced: { protection, acceptance } }: LintedPolicy): PolicyWarning[] {
  const { hash, mac, iterations } = protection;
  const warnings: PolicyWarning[] = [];
  if (hash === 'sha1') {
    warnings.push({
      pointer: '/advanced/protection/hash',
      code: 'mac-outdated',
      message: 'SHA-1 is outdated. Choose it only for a CA that knows nothing else',
    });
  }
  if (mac === 'hmac-sha1') {
    warnings.push({
      pointer: '/advanced/protection/mac',
      code: 'mac-outdated',
      message: 'HMAC-SHA-1 is outdated. Choose it only for a CA that knows nothing else',
    });
  }
  if (iterations < FEW_ITERATIONS) {
    warnings.push({
      pointer: '/advanced/protection/iterations',
      code: 'mac-iterations-few',
      message: `Whoever records a request can try Secrets against it quickly. Ask for ${FEW_ITERATIONS} or more, unless Secrets are long and random`,
    });
  }
  // CAs that answer by a MAC usually take the numbers of the request.
  if (iterations > acceptance.maxIterations || iterations < acceptance.minIterations) {
    const isMore = iterations > acceptance.maxIterations;
    warnings.push({
      pointer: `/advanced/acceptance/${isMore ? 'maxIterations' : 'minIterations'}`,
      code: 'accepted-iterations-refuse-own',
      message: `Requests have ${iterations} iterations. A CA that answers with as many is refused`,
    });
  }
  return warnings;
}

/** RFC 8018, section 4.2, has 1,000 as the least; OpenSSL's CMP client makes 500. */
const FEW_ITERATIONS = 1000;
