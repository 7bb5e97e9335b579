import { isExemptFromProxy } from '../advanced/proxy-exemption.ts';
import type { AdvancedSettings } from '../advanced/advanced-settings.ts';
import type { ValidityPeriod } from '../lifetime.ts';
import type { RenewalWindow } from '../renewal-window.ts';
import { lintAnchors } from './lint-anchors.ts';
import { lintProtection } from './lint-protection.ts';
import { lintRenewal } from './lint-renewal.ts';
import type { PolicyWarning } from './policy-warning.ts';

/** What is judged: a draft, or a policy as it is stored. */
export interface LintedPolicy {
  readonly certificateRenewalTimeout: number;
  readonly renewalWindow: RenewalWindow | null;
  readonly servers: readonly { readonly transport: 'http' | 'tls'; readonly host: string }[];
  readonly trustAnchors: readonly string[];
  readonly trustpoints: readonly LintedTrustpoint[];
  readonly advanced: AdvancedSettings;
}

export interface LintedTrustpoint {
  readonly name: string;
  readonly recipientName: string;
  readonly hasSecret: boolean;
  /** Of its current certificate; null: it has none. */
  readonly certificate: ValidityPeriod | null;
}

/**
 * Says what of a policy is weak or cannot work. These are warnings: each can be right somewhere, and the policy is saved all
 * the same.
 */
export function lintPolicy(policy: LintedPolicy, now: Date): PolicyWarning[] {
  return [
    ...lintRenewal(policy),
    ...lintAnchors(policy, now),
    ...lintProtection(policy),
    ...lintAcceptance(policy),
    ...lintTimeouts(policy),
    ...lintWay(policy),
  ];
}

function lintAcceptance({ servers, trustpoints, advanced }: LintedPolicy): PolicyWarning[] {
  const { unprotectedErrors, clockSkewSeconds, sender } = advanced.acceptance;
  const at = (field: string) => `/advanced/acceptance/${field}`;
  const warnings: PolicyWarning[] = [];
  if (unprotectedErrors && servers.some(({ transport }) => transport === 'http')) {
    warnings.push({
      pointer: at('unprotectedErrors'),
      code: 'unprotected-errors-in-the-clear',
      message: 'Over HTTP anybody on the way can end an enrollment with a forged refusal. Use TLS, or switch this off',
    });
  }
  if (clockSkewSeconds > WIDE_SKEW_SECONDS) {
    warnings.push({
      pointer: at('clockSkewSeconds'),
      code: 'clock-skew-wide',
      message: `Clocks that are off by more than an hour are wrong clocks. Correct them, and ask for ${WIDE_SKEW_SECONDS} s or less here`,
    });
  }
  if (sender !== '' && trustpoints.some(({ recipientName }) => recipientName !== '' && recipientName !== sender)) {
    warnings.push({
      pointer: at('sender'),
      code: 'expected-sender-differs',
      message: 'Differs from a Recipient Name: the request goes to one name, and its answer must come from another',
    });
  }
  return warnings;
}

function lintTimeouts({ advanced }: LintedPolicy): PolicyWarning[] {
  const { messageSeconds, totalSeconds } = advanced.timeouts;
  if (messageSeconds === null || totalSeconds === null || messageSeconds < totalSeconds) return [];
  return [
    {
      pointer: '/advanced/timeouts/totalSeconds',
      code: 'timeouts-contradict',
      message: `Not longer than the ${messageSeconds} s for one message: the Secondary is never asked after a silence`,
    },
  ];
}

/** Settings for a way that no server takes. */
function lintWay({ servers, advanced: { tls, proxy } }: LintedPolicy): PolicyWarning[] {
  const warnings: PolicyWarning[] = [];
  const field = tls.serverName !== '' ? 'serverName' : tls.trustAnchors.length > 0 ? 'trustAnchors' : undefined;
  const unused = field ?? (tls.clientTrustpointId === null ? undefined : 'clientTrustpointId');
  if (unused !== undefined && servers.every(({ transport }) => transport === 'http')) {
    warnings.push({
      pointer: `/advanced/tls/${unused}`,
      code: 'tls-settings-unused',
      message: 'No CMP server of this policy is asked by TLS, so this changes nothing',
    });
  }
  if (proxy.url !== '' && servers.every(({ host }) => isExemptFromProxy(host, proxy.exempt))) {
    warnings.push({
      pointer: '/advanced/proxy/exempt',
      code: 'proxy-unused',
      message: 'Exempts each CMP server of this policy, so the proxy is never asked',
    });
  }
  return warnings;
}

const WIDE_SKEW_SECONDS = 3600;
