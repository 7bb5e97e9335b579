import { type PolicyDraft, type TrustpointDraft, withAdvancedSettings } from '@crypto-cmp/policy';

/** The part of a policy that is read and written as a whole. */
export type PolicySettings = Pick<
  PolicyDraft,
  'certificateRenewalTimeout' | 'renewalWindow' | 'keyType' | 'servers' | 'trustAnchors' | 'advanced'
>;

/** The part of a trustpoint that is read and written as a whole. */
export type TrustpointSettings = Pick<
  TrustpointDraft,
  'referenceId' | 'senderName' | 'recipientName' | 'subjectAltNames'
>;

/** Picks by name: an unknown part of a draft never reaches the database, and the secret least of all. */
export function toPolicySettings(draft: PolicySettings): PolicySettings {
  const { certificateRenewalTimeout, renewalWindow, keyType, servers, trustAnchors, advanced } = draft;
  return { certificateRenewalTimeout, renewalWindow, keyType, servers, trustAnchors, advanced };
}

export function toTrustpointSettings(draft: TrustpointSettings): TrustpointSettings {
  const { referenceId, senderName, recipientName, subjectAltNames } = draft;
  return { referenceId, senderName, recipientName, subjectAltNames };
}

export function readPolicySettings(column: string): PolicySettings {
  // Only toPolicySettings' result is ever stored there, or an earlier version's.
  return completeSettings(JSON.parse(column) as EarlierSettings);
}

/** What an earlier version has stored knows no renewal window, and not all of the advanced settings. */
export function completeSettings(stored: EarlierSettings): PolicySettings {
  return {
    ...stored,
    renewalWindow: stored.renewalWindow ?? null,
    advanced: withAdvancedSettings(stored.advanced ?? {}),
  };
}

type EarlierSettings = Omit<PolicySettings, 'renewalWindow' | 'advanced'> &
  Partial<Pick<PolicySettings, 'renewalWindow' | 'advanced'>>;

export function readTrustpointSettings(column: string): TrustpointSettings {
  return JSON.parse(column) as TrustpointSettings; // only toTrustpointSettings' result is ever stored there
}
