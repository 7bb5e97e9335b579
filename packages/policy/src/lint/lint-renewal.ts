import { computeLifetime, describeLeadTimeTooLong } from '../lifetime.ts';
import { longestClosedMs } from '../renewal-opening.ts';
import type { LintedPolicy } from './lint-policy.ts';
import type { PolicyWarning } from './policy-warning.ts';

/** Whether certificates can be renewed in time. */
export function lintRenewal(policy: LintedPolicy): PolicyWarning[] {
  return [...lintLeadTime(policy), ...lintWindow(policy), ...lintSecrets(policy)];
}

/** Said once, of the shortest life. */
function lintLeadTime({ certificateRenewalTimeout, trustpoints }: LintedPolicy): PolicyWarning[] {
  const lives = trustpoints.flatMap(({ certificate }) => (certificate === null ? [] : [certificate]));
  const [shortest] = lives.toSorted((a, b) => lifeOf(a) - lifeOf(b));
  if (shortest === undefined || !computeLifetime(shortest, certificateRenewalTimeout).leadTimeTooLong) return [];
  return [
    {
      pointer: '/certificateRenewalTimeout',
      code: 'lead-time-too-long',
      message: describeLeadTimeTooLong(shortest, certificateRenewalTimeout),
    },
  ];
}

/** A renewal that is due waits for the window until half of the lead time is over. */
function lintWindow({ renewalWindow, certificateRenewalTimeout }: LintedPolicy): PolicyWarning[] {
  if (renewalWindow === null) return [];
  const waits = (certificateRenewalTimeout * DAY) / 2;
  const closed = longestClosedMs(renewalWindow);
  if (closed <= waits) return [];
  return [
    {
      pointer: '/renewalWindow',
      code: 'renewal-window-too-rare',
      message: `Stays shut for longer than half of the lead time, so some renewals do not wait for it. Ask for a lead time of ${Math.ceil((closed * 2) / DAY)} days or more, or for more days`,
    },
  ];
}

/** A renewal that begins anew needs what the first enrollment needed. */
function lintSecrets({ trustpoints, advanced }: LintedPolicy): PolicyWarning[] {
  if (advanced.messages.renewalMessage !== 'as-first') return [];
  const without = trustpoints.filter(({ hasSecret }) => !hasSecret);
  const [first] = without;
  if (first === undefined) return [];
  const whose = without.length === 1 ? first.name : `${without.length} trustpoints`;
  return [
    {
      pointer: '/advanced/messages/renewalMessage',
      code: 'renewal-without-secret',
      message: `Needs the Secret for each renewal, and ${whose} ${without.length === 1 ? 'has' : 'have'} none`,
    },
  ];
}

function lifeOf({ notBefore, notAfter }: { readonly notBefore: Date; readonly notAfter: Date }): number {
  return notAfter.getTime() - notBefore.getTime();
}

const DAY = 86_400_000;
