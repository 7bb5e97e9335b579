import type { PolicyDraft, TrustpointDraft } from '@crypto-cmp/policy';

/** The part of a policy that is read and written as a whole. */
export type PolicySettings = Pick<
  PolicyDraft,
  'certificateRenewalTimeout' | 'renewalWindow' | 'keyType' | 'servers' | 'trustAnchors'
>;

/** The part of a trustpoint that is read and written as a whole. */
export type TrustpointSettings = Pick<
  TrustpointDraft,
  'referenceId' | 'senderName' | 'recipientName' | 'subjectAltNames'
>;

/** Picks by name: an unknown part of a draft never reaches the database, and the secret least of all. */
export function toPolicySettings(draft: PolicySettings): PolicySettings {
  const { certificateRenewalTimeout, renewalWindow, keyType, servers, trustAnchors } = draft;
  return { certificateRenewalTimeout, renewalWindow, keyType, servers, trustAnchors };
}

export function toTrustpointSettings(draft: TrustpointSettings): TrustpointSettings {
  const { referenceId, senderName, recipientName, subjectAltNames } = draft;
  return { referenceId, senderName, recipientName, subjectAltNames };
}

export function readPolicySettings(column: string): PolicySettings {
  // Only toPolicySettings' result is ever stored there; an earlier version's has no renewal window.
  return { renewalWindow: null, ...(JSON.parse(column) as Omit<PolicySettings, 'renewalWindow'>) };
}

export function readTrustpointSettings(column: string): TrustpointSettings {
  return JSON.parse(column) as TrustpointSettings; // only toTrustpointSettings' result is ever stored there
}
