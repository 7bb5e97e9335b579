export { type Limit, LIMITS } from './limits.ts';
export { countCodePoints } from './count-code-points.ts';

export { PolicyDraft, type PolicyDraftInput } from './policy-draft.ts';
export { CmpServerDraft, SERVER_ROLES, type ServerRole } from './cmp-server-draft.ts';
export { DEFAULT_PORTS, type Transport, TRANSPORTS } from './default-ports.ts';
export { TrustpointDraft } from './trustpoint-draft.ts';
export { ReferenceId, referenceIdToBytes } from './reference-id.ts';
export { SecretDraft } from './secret-draft.ts';
export { SubjectAltNameDraft } from './subject-alt-name.ts';
export { SAN_TYPE_LABELS, SAN_TYPES, type SanType } from './san-type.ts';
export { recognizeSanType } from './san-value.ts';
export { DEFAULT_KEY_TYPE } from './default-key-type.ts';
export { KeyType } from './key-type.ts';
export { splitCertificatePem } from './split-certificate-pem.ts';
export { TrustAnchor } from './trust-anchor.ts';
export { parseIpAddress } from './ip-address.ts';

export {
  FIELD_ISSUE_CODES,
  type FieldIssue,
  type FieldIssueCode,
  type Repair,
  type RepairValue,
} from './field-issue.ts';
export { toFieldIssues } from './to-field-issues.ts';
export { parsePointer, toPointer } from './json-pointer.ts';

export { checkAgainstStored, type StoredTrustpoint } from './check-against-stored.ts';
export { policyNameTaken, trustpointNameTaken } from './name-taken.ts';
export { nameKey } from './name-key.ts';
export { copyName } from './copy-name.ts';

export {
  DEFAULT_ADVANCED_SETTINGS,
  type PartialAdvancedSettings,
  withAdvancedSettings,
} from './advanced/default-advanced-settings.ts';
export { AdvancedSettings } from './advanced/advanced-settings.ts';
export {
  FIRST_MESSAGES,
  type FirstMessage,
  RENEWAL_MESSAGES,
  type RenewalMessage,
} from './advanced/message-settings.ts';
export {
  MAC_HASHES,
  MAC_KINDS,
  type MacHash,
  type MacKind,
  MESSAGE_MACS,
  type MessageMac,
} from './advanced/protection-settings.ts';
export { type Redirects, REDIRECTS } from './advanced/acceptance-settings.ts';
export { applyPreset, type Preset, PRESETS } from './advanced/preset.ts';
export { isExemptFromProxy } from './advanced/proxy-exemption.ts';

export { RenewalWindow, type Weekday, WEEKDAYS } from './renewal-window.ts';
export { longestClosedMs, nextOpening, type Opening } from './renewal-opening.ts';

export { computeLifetime, describeLeadTimeTooLong, type Lifetime, type ValidityPeriod } from './lifetime.ts';
export {
  needsYou,
  TRUSTPOINT_STATES,
  type TrustpointFacts,
  type TrustpointState,
  trustpointState,
} from './trustpoint-state.ts';

export { lintPolicy, type LintedPolicy } from './lint/lint-policy.ts';
export { POLICY_WARNING_CODES, type PolicyWarning } from './lint/policy-warning.ts';

export { ALERT_KINDS, type AlertKind } from './alerts/alert-kind.ts';
export { ALERT_LIMITS } from './alerts/alert-limits.ts';
export { AlertRuleDraft } from './alerts/alert-rule-draft.ts';
export {
  ALERT_CHANNEL_TYPES,
  AlertChannelDraft,
  type AlertChannelDraftInput,
  type AlertChannelType,
  DEFAULT_SMTP_PORTS,
  SMTP_SECURITIES,
  type SmtpSecurity,
} from './alerts/alert-channel-draft.ts';
export { checkChannelAgainstStored, type StoredChannel } from './alerts/check-channel-against-stored.ts';
