import { computeLifetime, RenewalWindow } from '@crypto-cmp/policy';

import type { PolicySettings } from '../policies/stored-settings.ts';
import type { RenewalFacts } from './renewal-times.ts';

/** When a certificate may be renewed, by its own times and its policy. */
export function renewalFacts(
  trustpointId: string,
  certificate: { readonly notBefore: Date; readonly notAfter: Date },
  policy: Pick<PolicySettings, 'certificateRenewalTimeout' | 'renewalWindow'>,
): RenewalFacts {
  const { renewalStartsAt, overdueAt } = computeLifetime(certificate, policy.certificateRenewalTimeout);
  return {
    trustpointId,
    renewFrom: renewalStartsAt.getTime(),
    overdueFrom: overdueAt.getTime(),
    window: policy.renewalWindow,
  };
}

/** What is stored of a trustpoint and its policy about renewals. */
export interface StoredRenewal {
  readonly id: string;
  readonly renewFrom: number | null;
  readonly overdueFrom: number | null;
  readonly policySettings: string;
}

/**
 * The same from the database. Settings that cannot be read, or that name a time zone this machine does not know (its
 * tables may be older than those of the machine that stored it), leave the window open: a renewal out of hours is better
 * than none.
 */
export function readRenewalFacts({ id, renewFrom, overdueFrom, policySettings }: StoredRenewal): RenewalFacts {
  return {
    trustpointId: id,
    renewFrom: renewFrom ?? 0,
    overdueFrom: overdueFrom ?? 0,
    window: readWindow(policySettings),
  };
}

function readWindow(policySettings: string): RenewalWindow | null {
  try {
    const settings: unknown = JSON.parse(policySettings);
    return RenewalWindow.safeParse(Reflect.get(Object(settings), 'renewalWindow')).data ?? null;
  } catch {
    return null;
  }
}
